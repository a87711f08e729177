"""The return stands after finally."""

import threading

from harness import Promise, Scenario, gauges

slots = threading.Semaphore(2)


def work(fail):
    return not fail


def use(fail):
    done = None
    slots.acquire()
    try:
        done = work(fail)
    finally:
        slots.release()
    return done


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=2,
    fixed=Promise("drains"),
)
