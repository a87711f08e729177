"""A timer gives the permit back a second after the call.

Truth: held too long. Each permit comes home, and until then the next caller waits.
"""

import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(3)


def sit(late):
    seats.acquire()
    if late:
        timer = threading.Timer(1.0, seats.release)
        timer.daemon = True
        timer.start()
    else:
        seats.release()


scenario = Scenario(
    good=lambda app, bench: app.sit(False),
    bad=lambda app, bench: app.sit(True),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=3,
    patience=0.1,
    fixed=Promise("held too long", 1, "waits"),
)
