"""One printer prints ticket after ticket, and waits for each."""

from harness import Promise, Scenario, gauges

INTERRUPTED = "A wait that is interrupted leaves the ticket in the list, for the next `finish()`."


def printer(app, bench):
    yield app.Printer()


def ticket(printer):
    printer.start(list)
    printer.finish()


scenario = Scenario(
    good=lambda app, printer: ticket(app.Printer()),
    bad=lambda app, printer: ticket(printer),
    pattern="b",
    setup=printer,
    gauge=gauges.descriptors(),
    holder="the printer's list of jobs",
    release_holder=lambda app, printer: printer.jobs.clear(),
    buggy=Promise("held by a reference", 2),
    fixed=Promise("drains"),
    not_stood={"fixed": {"join()": INTERRUPTED}},
)
