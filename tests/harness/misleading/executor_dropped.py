"""An executor is dropped without shutdown; losing its last reference ends its worker.

Truth: saved by reference counting. No warning comes.
"""

from concurrent.futures import ThreadPoolExecutor

from harness import Promise, Scenario, gauges


def work():
    return ThreadPoolExecutor(1).submit(int).result()


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.work(),
    gauge=gauges.threads(),
    fixed=Promise("saved by reference counting"),
)
