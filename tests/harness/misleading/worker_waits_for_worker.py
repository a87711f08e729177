"""The only worker of a pool waits for a job that the same pool has yet to run.

Truth: stuck. No descriptor is out, and whoever comes next waits behind that job.
"""

from concurrent.futures import ThreadPoolExecutor

from harness import Promise, Scenario, gauges

pool = ThreadPoolExecutor(1)


def one():
    return pool.submit(int).result()


def two():
    return pool.submit(one).result()


scenario = Scenario(
    good=lambda app, bench: app.one(),
    bad=lambda app, bench: app.two(),
    gauge=gauges.descriptors(),
    patience=0.1,
    fixed=Promise("stuck", 0, "waits"),
)
