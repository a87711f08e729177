"""The error of a bad call cannot even say what it is: its ``__str__`` raises.

Truth: drains. The permit is back, and the error is an error.
"""

import threading

from harness import Promise, Scenario, gauges

slots = threading.Semaphore(2)


class Speechless(Exception):
    def __str__(self):
        raise RuntimeError("no words")

    __repr__ = __str__


def speak(fail):
    with slots:
        if fail:
            raise Speechless


scenario = Scenario(
    good=lambda app, bench: app.speak(False),
    bad=lambda app, bench: app.speak(True),
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=2,
    fixed=Promise("drains"),
)
