"""An executor in a ``with`` statement.

Truth: drains.
"""

from concurrent.futures import ThreadPoolExecutor

from harness import Promise, Scenario, gauges


def work():
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(int).result()


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.work(),
    gauge=gauges.threads(),
    fixed=Promise("drains"),
)
