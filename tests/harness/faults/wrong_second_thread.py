"""The second thread cannot be started, and the first is never told to stop."""

import threading

from harness import Promise, Scenario, gauges

slots = threading.Semaphore(2)


def use(fail):
    stop = threading.Event()
    a = threading.Thread(target=stop.wait)
    b = threading.Thread(target=stop.wait)
    a.start()
    b.start()
    try:
        if fail:
            raise ValueError("no")
    finally:
        stop.set()
        a.join()
        b.join()


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.threads(),
    fixed=Promise("drains"),
)
