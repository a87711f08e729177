"""The acquire stands inside of the try: where it fails, a permit is released that nobody took."""

import threading

from harness import Promise, Scenario, gauges

slots = threading.Semaphore(2)
locks = (threading.Lock(), threading.Lock())


def serve(fail):
    try:
        slots.acquire()
        if fail:
            raise ValueError("no")
    finally:
        slots.release()


scenario = Scenario(
    good=lambda app, bench: app.serve(False),
    bad=lambda app, bench: app.serve(True),
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=2,
    fixed=Promise("drains"),
)
