"""What it is handed is called under guard."""

import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(2)


def meet(topic, talk):
    with seats:
        if topic:
            talk(topic)


scenario = Scenario(
    good=lambda app, bench: app.meet("roof", list),
    bad=lambda app, bench: app.meet("", list),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=2,
    fixed=Promise("drains"),
)
