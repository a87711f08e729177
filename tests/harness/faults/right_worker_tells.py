"""An executor's result brings the error of the thread to the caller."""

from concurrent.futures import ThreadPoolExecutor

from harness import Promise, Scenario, gauges


def deliver_all(mails):
    with ThreadPoolExecutor(1) as worker:
        for sent in [worker.submit(deliver, mail) for mail in mails]:
            sent.result()


def deliver(mail):
    return lookup(mail)


def lookup(mail):
    return len(mail)


scenario = Scenario(
    good=lambda app, bench: app.deliver_all(["a"]),
    bad=lambda app, bench: app.deliver_all([]),
    gauge=gauges.threads(),
    fixed=Promise("drains"),
)
