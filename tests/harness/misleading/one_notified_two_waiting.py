"""Two threads wait for one piece of news each, one is told, and the call joins both.

Truth: stuck. No permit is out; the next caller does not wait for threads.
"""

import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(4)
change = threading.Condition()


def listen(here):
    with change:
        here.release()
        change.wait()


def use():
    with seats:
        pass


def tell():
    here = threading.Semaphore(0)
    both = [threading.Thread(target=listen, args=(here,), daemon=True) for _ in range(2)]
    for thread in both:
        thread.start()
        here.acquire()
    with change:
        change.notify()
    for thread in both:
        thread.join()


scenario = Scenario(
    good=lambda app, bench: app.use(),
    bad=lambda app, bench: app.tell(),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=4,
    patience=0.1,
    fixed=Promise("stuck", 0, "served"),
)
