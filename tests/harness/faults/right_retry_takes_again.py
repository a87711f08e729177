"""Each attempt takes a permit and gives it back."""

import threading

from harness import Promise, Scenario, gauges

slots = threading.Semaphore(2)


def work(fail):
    if fail:
        raise ValueError("no")


def use(fail):
    for last in (False, True):
        slots.acquire()
        try:
            return work(fail)
        except OSError:
            if last:
                raise
        finally:
            slots.release()


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=2,
    fixed=Promise("drains"),
)
