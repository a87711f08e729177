"""A cup is given back twice: by the call, and again by its destructor when the collector finds it.

Truth: inflated. There are more permits than there were at the start, one for each bad call, from
the moment the collector runs.
"""

import threading

from harness import Promise, Scenario, gauges

cups = threading.Semaphore(3)


class Cup:
    def __init__(self, waiter):
        self.waiter = waiter
        cups.acquire()

    def __del__(self):
        cups.release()


class Waiter:
    def serve(self):
        self.cup = Cup(self)
        cups.release()


def serve():
    Waiter().serve()


scenario = Scenario(
    good=lambda app, bench: app.cups.acquire() and app.cups.release(),
    bad=lambda app, bench: app.serve(),
    gauge=gauges.permits(lambda app, bench: app.cups),
    capacity=3,
    fixed=Promise("inflated", -1),
)
