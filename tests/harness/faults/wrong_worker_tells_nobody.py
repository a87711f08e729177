"""An error in the thread ends it, and the caller hears nothing."""

import threading

from harness import Promise, Scenario, gauges


def deliver_all(mails):
    worker = threading.Thread(target=work, args=(mails,), daemon=True)
    worker.start()
    worker.join()


def work(mails):
    for mail in mails:
        deliver(mail)


def deliver(mail):
    return len(mail)


scenario = Scenario(
    good=lambda app, bench: app.deliver_all(["a"]),
    bad=lambda app, bench: app.deliver_all([]),
    gauge=gauges.threads(),
    fixed=Promise("drains"),
)
