"""A thread pool starts its workers one by one, to four."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from harness import Promise, Scenario, gauges

pool = ThreadPoolExecutor(4)


def work(size):
    barrier = Barrier(size)
    list(pool.map(lambda _: barrier.wait(), range(size)))


def stop_pool(app, bench):
    yield
    app.pool.shutdown()


scenario = Scenario(
    good=lambda app, bench: app.work(1),
    bad=lambda app, bench: app.work(min(4, 1 + len(app.pool._threads))),
    setup=stop_pool,
    gauge=gauges.threads(),
    fixed=Promise("levels off"),
)
