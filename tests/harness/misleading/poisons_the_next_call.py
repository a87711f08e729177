"""A call leaves half an answer behind, and the next caller gets an error instead of an answer.

Truth: breaks. The one after that is served again, so the last caller of all is.
"""

import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(2)
unread = []


def ask():
    with seats:
        if unread:
            raise RuntimeError(unread.pop())


def ask_and_leave():
    with seats:
        unread[:] = ["half an answer"]


scenario = Scenario(
    good=lambda app, bench: app.ask(),
    bad=lambda app, bench: app.ask_and_leave(),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=2,
    pattern="bg",
    fixed=Promise("breaks", 0, "served"),
)
