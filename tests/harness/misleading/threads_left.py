"""Permits all come home, and a thread for each call waits for news that never comes.

Truth: drains, by its gauge; each call leaves a thread.
"""

import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(2)


def use(listen):
    with seats:
        if listen:
            threading.Thread(target=threading.Event().wait, daemon=True).start()


LEFT = ("thread",)

scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=2,
    fixed=Promise("drains"),
)
