"""The first call starts a daemon thread that beats for the whole program.

Truth: drains, and nothing grows: it is started once, while the program warms up.
"""

import functools
import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(2)


@functools.cache
def heartbeat():
    thread = threading.Thread(target=threading.Event().wait, daemon=True)
    thread.start()
    return thread


def use():
    heartbeat()
    with seats:
        pass


LEFT = ()

scenario = Scenario(
    good=lambda app, bench: (app.seats.acquire(), app.seats.release()),
    bad=lambda app, bench: app.use(),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=2,
    leaves={"thread": "the heartbeat, once for the program"},
    fixed=Promise("drains"),
)
