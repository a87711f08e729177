"""Fail a test that ends with more out than there was before it.

PYTEST_DONT_REWRITE. In the top conftest.py import what you need,
set pytest_plugins = ["check_leaks"], and count what else is finite:

    @pytest.fixture
    def watched(watched, engine):
        return watched | {"connection": connections(engine)}
"""

import asyncio
import gc
import os
import threading
from contextlib import contextmanager
from time import monotonic, sleep

import pytest

PATIENCE = 0.2  # seconds; what comes back late is not lost


@pytest.fixture
def watched():
    return {"descriptor": descriptors, "thread": threading.active_count}


@pytest.fixture(autouse=True)
def nothing_stays_out(watched):
    try:
        with expect_back(watched):
            yield
    except AssertionError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture
def run():
    """Like `asyncio.run`, which cancels forgotten tasks unseen."""
    return lambda main: asyncio.run(tasks_done(main))


async def tasks_done(main):
    before = asyncio.all_tasks()
    try:
        return await main
    finally:  # a call that fails leaves tasks, too
        if more := asyncio.all_tasks() - before:
            _, left = await asyncio.wait(more, timeout=PATIENCE)
            fail_for({"task": len(left)} if left else {}, "stayed out")


def descriptors():
    return len(os.listdir("/dev/fd"))


def connections(engine):
    return lambda: engine.pool.checkedout()


def permits(semaphore):
    return lambda: -semaphore._value  # it has no public name


@contextmanager
def expect_back(watched):
    restore = gc.enable if gc.isenabled() else gc.disable
    gc.collect()
    gc.disable()  # a collection in between would hide a leak
    try:
        before = {name: count() for name, count in watched.items()}
        yield
        end = monotonic() + PATIENCE
        while (dropped := out(watched, before)) and monotonic() < end:
            sleep(0.01)
        gc.collect()
        fail_for(out(watched, before), "stayed out")
        fail_for(dropped, "came back only at the collector")
    finally:
        restore()


def out(watched, before):
    more = {name: watched[name]() - before[name] for name in watched}
    return {name: number for name, number in more.items() if number > 0}


def fail_for(numbers, what):
    if numbers:
        found = [f"{n} {name}(s)" for name, n in numbers.items()]
        raise AssertionError(f"{', '.join(found)} {what}")
