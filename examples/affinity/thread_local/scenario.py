"""One of eight threads is asked, and all of them at the same time by turns."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from types import SimpleNamespace

import psycopg

from harness import Promise, Scenario, gauges

THREADS = 8


def clinic(app, bench):
    url = bench.url("postgres")
    with psycopg.connect(url) as connection:
        connection.execute(
            "CREATE TABLE patient (number int, name text)"
        )
    with (
        app.clinic(url) as name,
        ThreadPoolExecutor(THREADS) as threads,
    ):
        yield SimpleNamespace(ask=bench.ask, name=name, threads=threads)


def rush(app, world):
    together = Barrier(THREADS, timeout=2)

    def job(number):
        try:
            world.name(number)
        finally:
            together.wait()

    list(world.threads.map(job, range(THREADS)))


scenario = Scenario(
    good=lambda app, world: world.threads.submit(
        world.name, 7
    ).result(),
    bad=rush,
    setup=clinic,
    needs=("postgres",),
    gauge=gauges.sessions(),
    buggy=Promise("levels off"),
    fixed=Promise("drains"),
    invariant=lambda app, world: (
        world.ask("postgres", "idle in transaction") == 0
    ),
)
