"""A thread ends a moment after the call."""

import threading

from harness import Promise, Scenario, gauges


def start():
    done = threading.Event()
    threading.Thread(target=done.wait).start()
    threading.Timer(0.02, done.set).start()


scenario = Scenario(
    good=lambda app, bench: app.start(),
    bad=lambda app, bench: app.start(),
    gauge=gauges.threads(),
    fixed=Promise("drains"),
)
