"""The permit is handed to a thread that gives it back after news that never comes.

Truth: leaks for good.
"""

import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(3)


def give_back(news):
    news.wait()
    seats.release()


def sit(told):
    seats.acquire()
    news = threading.Event()
    thread = threading.Thread(target=give_back, args=(news,), daemon=True)
    thread.start()
    if told:
        news.set()
        thread.join()


scenario = Scenario(
    good=lambda app, bench: app.sit(True),
    bad=lambda app, bench: app.sit(False),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=3,
    patience=0.1,
    fixed=Promise("leaks for good", 1, "waits"),
)
