"""The workers of a queue are asked again and again where they stand."""

import threading
from queue import Queue

from harness import Promise, Scenario, gauges


def a_worker(app, bench):
    tasks = Queue()
    worker = threading.Thread(target=tasks.get)
    worker.start()
    yield [worker]
    tasks.put(None)
    worker.join()


scenario = Scenario(
    good=lambda app, workers: app.standing(workers),
    setup=a_worker,
    needs=("postgres",),
    gauge=gauges.threads(),
    fixed=Promise("drains"),
)
