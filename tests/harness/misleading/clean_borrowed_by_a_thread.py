"""The permit is handed to a thread, which gives it back before the call ends.

Truth: drains.
"""

import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(3)


def sit():
    seats.acquire()
    thread = threading.Thread(target=seats.release)
    thread.start()
    thread.join()


scenario = Scenario(
    good=lambda app, bench: (app.seats.acquire(), app.seats.release()),
    bad=lambda app, bench: app.sit(),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=3,
    fixed=Promise("drains"),
)
