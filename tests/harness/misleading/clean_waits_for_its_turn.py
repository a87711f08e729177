"""The call waits for a permit that a worker thread gives back a moment later.

Truth: drains. It waited, and it was served.
"""

import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(1)


def use():
    with seats:
        pass


def hand_over():
    seats.acquire()
    worker = threading.Timer(0.02, seats.release)
    worker.start()
    with seats:
        pass
    worker.join()


scenario = Scenario(
    good=lambda app, bench: app.use(),
    bad=lambda app, bench: app.hand_over(),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=1,
    fixed=Promise("drains"),
)
