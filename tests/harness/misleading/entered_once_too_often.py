"""A lock that its own thread may take again is taken twice and given back once.

Truth: leaks for good. The thread that has it notices nothing; every other thread waits for ever.
"""

import threading

from harness import Promise, Scenario, gauges

door = threading.RLock()


def go_in(fail):
    with door:
        if fail:
            door.acquire()


def in_a_thread(call):
    worker = threading.Thread(target=call)
    worker.start()
    worker.join()


def shut(app, bench):
    seen = []

    def try_it():
        seen.append(app.door.acquire(blocking=False))
        if seen[0]:
            app.door.release()

    in_a_thread(try_it)
    return not seen[0]


scenario = Scenario(
    good=lambda app, bench: app.in_a_thread(lambda: app.go_in(False)),
    bad=lambda app, bench: app.go_in(True),
    gauge=gauges.Gauge("lock", shut),
    capacity=1,
    patience=0.1,
    fixed=Promise("leaks for good", 1, "waits"),
)
