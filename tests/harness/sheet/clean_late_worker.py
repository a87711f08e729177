"""A thread ends a moment after the call."""

import threading

from harness import Promise, Scenario, gauges


def start(seconds):
    done = threading.Event()
    threading.Thread(target=done.wait).start()
    threading.Timer(seconds, done.set).start()


scenario = Scenario(
    good=lambda app, bench: app.start(0.0),
    bad=lambda app, bench: app.start(0.02),
    gauge=gauges.threads(),
    fixed=Promise("drains"),
)
