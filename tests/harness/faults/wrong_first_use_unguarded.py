"""The first use takes the seat, and what fails after it loses the visit that has it."""

import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(2)


class Visit:
    def __init__(self):
        self.sits = False

    def look(self):
        if not self.sits:
            seats.acquire()
            self.sits = True

    def close(self):
        if self.sits:
            self.sits = False
            seats.release()


def visit(looks):
    guest = Visit()
    if looks:
        guest.look()
    guest.close()


scenario = Scenario(
    good=lambda app, bench: app.visit(True),
    bad=lambda app, bench: app.visit(False),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=2,
    fixed=Promise("drains"),
)
