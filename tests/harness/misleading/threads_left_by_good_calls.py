"""Permits all come home, and each good call leaves a thread; bad calls leave none.

Truth: drains, by its gauge; threads are left.
"""

import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(2)


def use(fail):
    with seats:
        if fail:
            raise ValueError("no")
        threading.Thread(target=threading.Event().wait, daemon=True).start()


LEFT = ("thread",)

scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=2,
    fixed=Promise("drains"),
)
