"""The error gets a note, and stays what it is."""

import threading

from harness import Promise, Scenario, gauges

slots = threading.Semaphore(2)
locks = (threading.Lock(), threading.Lock())


def serve(fail):
    with slots:
        try:
            return cook(fail)
        except Exception as error:
            error.add_note("in the kitchen")
            raise


def cook(fail):
    if fail:
        raise ValueError("no")
    return "soup"


scenario = Scenario(
    good=lambda app, bench: app.serve(False),
    bad=lambda app, bench: app.serve(True),
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=2,
    fixed=Promise("drains"),
)
