"""A thread keeps each unit until the next caller asks, who then finds all of them: no cache.

Truth: held too long.
"""

import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(2)
asked = threading.Event()
keepers = []


def keep():
    asked.wait(5)
    seats.release()


def use(fail):
    if not fail:
        asked.set()
        while keepers:
            keepers.pop().join()
        asked.clear()
    seats.acquire()
    if fail:
        keepers.append(threading.Thread(target=keep))
        keepers[-1].start()
    else:
        seats.release()


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.permits(lambda app, bench: app.seats),
    fixed=Promise("held too long", None),
)
