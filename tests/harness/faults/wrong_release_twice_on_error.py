"""One kind of error releases twice: in its handler, and in the finally."""

import threading

from harness import Promise, Scenario, gauges

slots = threading.Semaphore(2)


def use(fail):
    slots.acquire()
    try:
        work(fail)
        tell()
    except LookupError:
        slots.release()
        raise
    finally:
        slots.release()


def work(fail):
    if fail:
        raise ValueError("no")


def tell():
    store({}, "a")


def store(d, key):
    d.setdefault(key, 1)


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.permits(lambda app, bench: app.slots),
    fixed=Promise("drains"),
)
