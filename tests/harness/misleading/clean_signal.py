"""A signal handler raises inside ``with``.

Truth: drains.
"""

import signal
import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(3)


def reload_settings(number, frame):
    raise InterruptedError("settings have changed")


def sit(signalled):
    with seats:
        if signalled:
            signal.raise_signal(signal.SIGUSR1)


def handle(app, bench):
    before = signal.signal(signal.SIGUSR1, app.reload_settings)
    yield
    signal.signal(signal.SIGUSR1, before)


scenario = Scenario(
    good=lambda app, bench: app.sit(False),
    bad=lambda app, bench: app.sit(True),
    setup=handle,
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=3,
    fixed=Promise("drains"),
)
