"""One caller asks for a show that is not given."""

from harness import Promise, Scenario, gauges


def many_tickets(app, bench):
    app.tickets["opera"] = 1000
    yield bench


scenario = Scenario(
    good=lambda app, bench: app.ticket("opera"),
    bad=lambda app, bench: app.ticket("circus"),
    setup=many_tickets,
    gauge=gauges.Gauge("lock", lambda app, bench: app.counter.locked()),
    capacity=1,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
)
