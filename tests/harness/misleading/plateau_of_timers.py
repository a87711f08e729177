"""Units come back a moment later by themselves, and while they are out it looks like a cache.

Truth: held too long.
"""

import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(2)


def use(fail):
    seats.acquire()
    if fail:
        threading.Timer(0.3, seats.release).start()
    else:
        seats.release()


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.permits(lambda app, bench: app.seats),
    fixed=Promise("held too long", None),
)
