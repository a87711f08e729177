"""What it is handed may fail, also where the scenario hands it a builtin."""

import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(2)


def meet(topic, talk):
    seats.acquire()
    if topic:
        talk(topic)
    seats.release()


scenario = Scenario(
    good=lambda app, bench: app.meet("roof", list),
    bad=lambda app, bench: app.meet("", list),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=2,
    fixed=Promise("drains"),
)
