"""Each attempt takes a permit, and the first that fails keeps its own."""

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
            work(fail)
        except OSError:
            if last:
                slots.release()
                raise
        except BaseException:
            slots.release()
            raise
        else:
            slots.release()
            return


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=2,
    fixed=Promise("drains"),
)
