"""Null calibration: a scenario that does nothing reads zero on every gauge, in every pass."""

import ast
from collections.abc import Callable

import pytest

from harness.process.runner import Runner
from harness.record.examples import ROOT, Example
from harness.record.finding import Promise
from harness.verify import scenario_of, verify

# Each gauge, the thing it looks at, and what closes that thing.
SYNC = {
    "descriptors()": ("None", "None"),
    "permits(itself)": ("threading.Semaphore(4)", "None"),
    "tokens(itself)": ("anyio.CapacityLimiter(4)", "None"),
    "queued()": ("queue.Queue()", "None"),
    "sqlalchemy_pool()": ("create_engine('sqlite://', poolclass=QueuePool)", "it.dispose()"),
    "psycopg_pool()": (
        "ready(ConnectionPool(bench.url('postgres'), min_size=1, max_size=1, open=True))",
        "it.close()",
    ),
    "locks(itself)": ("threading.RLock()", "None"),
    "waiting(itself)": ("threading.Semaphore(4)", "None"),
    "httpx_pool()": ("httpx.Client()", "it.close()"),
    "httpcore_pool()": ("httpcore.ConnectionPool()", "it.close()"),
    "redis_pool()": ("redis.ConnectionPool()", "it.disconnect()"),
    "urllib3_pool()": ("urllib3.HTTPConnectionPool('127.0.0.1')", "it.close()"),
    "sessions()": ("bench", "None"),
    "transactions()": ("bench", "None"),
    "agreeing(gauges.sessions(), gauges.transactions())": ("bench", "None"),
    "threads()": ("None", "None"),
    "children()": ("None", "None"),
    "temporary_files()": ("None", "None"),
    "live('Thing')": ("None", "None"),
    "opened('Thing')": ("app.Thing()", "None"),
    "memory()": ("None", "None"),
    "entries(itself, 'entry')": ("[1, 2]", "None"),
}
ASYNC = {
    "asyncpg_pool()": (
        "await asyncpg.create_pool(bench.url('postgres'), min_size=1, max_size=1)",
        "await it.close()",
    ),
    "aiohttp_connector()": ("aiohttp.ClientSession()", "await it.close()"),
    "tasks()": ("None", "None"),
}
SCENARIO = """
import queue, threading
import aiohttp, anyio, asyncpg, httpcore, httpx, redis, urllib3
from psycopg_pool import ConnectionPool
from sqlalchemy import create_engine
from sqlalchemy.pool import QueuePool
from harness import Promise, Scenario, gauges
def itself(app, it):
    return it
def ready(pool):
    pool.wait()
    return pool
{a}def setup(app, bench):
    it = {make}
    yield it
    {close}
scenario = Scenario(
    good=lambda app, it: app.nothing(1),
    bad=lambda app, it: app.nothing(2),
    setup=setup,
    gauge=gauges.{gauge},
    needs=("postgres",),
    fixed=Promise("drains"),
)
"""
CASES = [("", *each) for each in SYNC.items()] + [("async ", *each) for each in ASYNC.items()]


@pytest.mark.parametrize(("kind", "gauge", "how"), CASES, ids=[each[1] for each in CASES])
def test_nothing_reads_zero(
    kind: str,
    gauge: str,
    how: tuple[str, str],
    make_example: Callable[..., Example],
    runner: Runner,
    postgres: object,
) -> None:
    """Calls that do nothing leave the gauge at zero during and after every one, and no litter."""
    text = SCENARIO.format(a=kind, gauge=gauge, make=how[0], close=how[1])
    example = make_example(
        fixed="class Thing:\n    closed = False\ndef nothing(number):\n    pass\n", scenario=text
    )
    record = verify(example, "fixed", scenario_of(example), runner, lambda name: postgres)
    assert record.finding.promise == Promise("drains")
    assert record.litter == ""
    assert record.telling is not None
    assert {(call.during, call.out) for call in record.telling.calls} == {(0, 0)}


def test_every_gauge_is_calibrated() -> None:
    """No gauge is left out of the null calibration."""
    tree = ast.parse((ROOT / "harness/run/gauges.py").read_text(encoding="utf-8"))
    names = {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and ast.unparse(node.returns or node) == "Gauge"
    }
    assert names == {gauge.partition("(")[0] for _, gauge, _ in CASES}
