"""Each executor stays in a list, and its worker with it.

Truth: held by a reference.
"""

from concurrent.futures import ThreadPoolExecutor

from harness import Promise, Scenario, gauges

executors = []


def work():
    executors.append(ThreadPoolExecutor(1))
    return executors[-1].submit(int).result()


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.work(),
    gauge=gauges.threads(),
    holder="the list",
    release_holder=lambda app, bench: app.executors.clear(),
    fixed=Promise("held by a reference", 1),
)
