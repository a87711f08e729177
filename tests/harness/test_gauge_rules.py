"""What each gauge declares, and its sums over things made by hand; real pools have other tests."""

import asyncio
import os
import resource
import sys
import threading
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from harness.run import gauges
from harness.run.gauges import Gauge

APP = ModuleType("app")


def itself(app: ModuleType, world: Any) -> Any:
    """The world is the thing to be gauged."""
    return world


ENDLESS = (False, False)
RULES: dict[str, tuple[Gauge, tuple[str, float, bool, bool | None, bool]]] = {
    "descriptors": (gauges.descriptors(), ("descriptor", 0.0, True, False, True)),
    "descriptors that lag": (gauges.descriptors(0.5), ("descriptor", 0.5, True, False, True)),
    "permits": (gauges.permits(itself), ("permit", 0.0, True, True, True)),
    "locks": (gauges.locks(itself), ("lock", 0.0, True, True, True)),
    "waiting": (gauges.waiting(itself), ("waiting caller", 0.0, True, *ENDLESS)),
    "tokens": (gauges.tokens(itself), ("token", 0.0, True, True, True)),
    "queued": (gauges.queued(), ("pooled item", 0.0, True, True, True)),
    "sqlalchemy": (gauges.sqlalchemy_pool(), ("connection", 0.0, True, None, True)),
    "psycopg": (gauges.psycopg_pool(), ("connection", 0.0, True, None, True)),
    "asyncpg": (gauges.asyncpg_pool(), ("connection", 0.0, True, None, True)),
    "httpx": (gauges.httpx_pool(), ("connection", 0.0, True, None, True)),
    "httpcore": (gauges.httpcore_pool(), ("connection", 0.0, True, None, True)),
    "redis": (gauges.redis_pool(), ("connection", 0.0, True, None, True)),
    "aiohttp": (gauges.aiohttp_connector(), ("connection", 0.0, True, None, True)),
    "urllib3": (gauges.urllib3_pool(), ("connection", 0.0, True, True, True)),
    "sessions": (gauges.sessions(), ("server session", 0.5, True, False, True)),
    "transactions": (gauges.transactions(), ("open transaction", 0.0, True, False, True)),
    "threads": (gauges.threads(), ("thread", 0.1, True, *ENDLESS)),
    "tasks": (gauges.tasks(), ("task", 0.0, True, *ENDLESS)),
    "children": (gauges.children(), ("child process", 0.1, True, *ENDLESS)),
    "files": (gauges.temporary_files(), ("temporary file", 0.0, True, *ENDLESS)),
    "live": (gauges.live("Page"), ("Page object", 0.0, False, *ENDLESS)),
    "live, late": (gauges.live("Page", 0.2), ("Page object", 0.2, False, *ENDLESS)),
    "opened": (gauges.opened("Page"), ("open Page", 0.0, True, *ENDLESS)),
    "opened, late": (gauges.opened("Page", 0.2), ("open Page", 0.2, True, *ENDLESS)),
    "memory": (gauges.memory(), ("block of memory", 0.0, False, *ENDLESS)),
    "entries": (gauges.entries(itself, "entry"), ("entry", 0.0, False, False, True)),
}


@pytest.mark.parametrize("name", RULES)
def test_what_a_gauge_declares(name: str) -> None:
    """Resource, lag, whether dropping is no release, whether it is counted, and finite."""
    gauge, rules = RULES[name]
    seen = (gauge.resource, gauge.lag, gauge.explicit, gauge.counted, gauge.finite)
    assert seen == rules
    assert (gauge.limit is gauges.limit_descriptors) is (gauge.resource == "descriptor")


def test_a_gauge_does_not_change() -> None:
    """It is kept by scenarios that share it."""
    with pytest.raises(AttributeError):
        gauges.tasks().lag = 3.0  # type: ignore[misc]


def pool(busy: int, idle: int) -> Any:
    """A pool with connections in use and idle ones."""
    made = [SimpleNamespace(is_idle=lambda: False) for _ in range(busy)]
    made += [SimpleNamespace(is_idle=lambda: True) for _ in range(idle)]
    return SimpleNamespace(connections=made)


SUMS: dict[str, tuple[Gauge, Any, int]] = {
    "psycopg": (
        gauges.psycopg_pool(),
        SimpleNamespace(get_stats=lambda: {"pool_size": 7, "pool_available": 3}),
        4,
    ),
    "asyncpg": (
        gauges.asyncpg_pool(),
        SimpleNamespace(get_size=lambda: 7, get_idle_size=lambda: 3),
        4,
    ),
    "httpx": (
        gauges.httpx_pool(),
        SimpleNamespace(_transport=SimpleNamespace(_pool=pool(2, 3))),
        2,
    ),
    "httpcore": (gauges.httpcore_pool(), pool(2, 3), 2),
    "redis": (gauges.redis_pool(), SimpleNamespace(_in_use_connections={1, 2}), 2),
    "aiohttp": (
        gauges.aiohttp_connector(),
        SimpleNamespace(connector=SimpleNamespace(_acquired={1, 2})),
        2,
    ),
    "urllib3": (
        gauges.urllib3_pool(),
        SimpleNamespace(pool=SimpleNamespace(qsize=lambda: 3)),
        -3,
    ),
    "queued": (gauges.queued(), SimpleNamespace(qsize=lambda: 3), -3),
    "sqlalchemy": (
        gauges.sqlalchemy_pool(),
        SimpleNamespace(pool=SimpleNamespace(checkedout=lambda: 3)),
        3,
    ),
    "tokens": (
        gauges.tokens(itself),
        SimpleNamespace(statistics=lambda: SimpleNamespace(borrowed_tokens=3)),
        3,
    ),
    "entries": (gauges.entries(itself, "entry"), [1, 2], 2),
    "sessions": (gauges.sessions(), SimpleNamespace(ask=lambda *said: len(said[1])), 8),
    "transactions": (gauges.transactions(), SimpleNamespace(ask=lambda *said: len(said[1])), 19),
    "permits of threads": (gauges.permits(itself), SimpleNamespace(_value=3, value=9), -3),
    "permits of anyio": (gauges.permits(itself), SimpleNamespace(value=3), -3),
    "a free lock": (gauges.locks(itself), SimpleNamespace(locked=lambda: 0), 0),
    "a taken lock": (gauges.locks(itself), SimpleNamespace(locked=lambda: 1), 1),
    "waiting for anyio": (
        gauges.waiting(itself),
        SimpleNamespace(statistics=lambda: SimpleNamespace(tasks_waiting=2)),
        2,
    ),
    "waiting for psycopg": (
        gauges.waiting(itself),
        SimpleNamespace(get_stats=lambda: {"requests_waiting": 2}),
        2,
    ),
    "waiting for psycopg, never": (gauges.waiting(itself), SimpleNamespace(get_stats=dict), 0),
    "waiting tasks, one of them woken": (
        gauges.waiting(itself),
        SimpleNamespace(
            _waiters=[SimpleNamespace(done=lambda: False), SimpleNamespace(done=lambda: True), 3]
        ),
        2,
    ),
    "waiting in two queues": (
        gauges.waiting(itself),
        SimpleNamespace(_getters=[1], _requests=[1, 2], _pool=SimpleNamespace(_waiters=[1] * 9)),
        3,
    ),
    "waiting inside": (
        gauges.waiting(itself),
        SimpleNamespace(
            _pool=SimpleNamespace(_requests=[1]), not_empty=SimpleNamespace(_waiters=[1, 2])
        ),
        3,
    ),
    "nobody waits": (gauges.waiting(itself), SimpleNamespace(_waiters=None), 0),
}


@pytest.mark.parametrize("name", SUMS)
def test_a_gauge_sums(name: str) -> None:
    """What is out, among what is not."""
    gauge, world, out = SUMS[name]
    assert gauge.read(APP, world) == out


@pytest.mark.parametrize(
    ("text", "taken"), [("<locked thing at 0x1>", True), ("<unlocked thing at 0x1>", False)]
)
def test_a_lock_that_says_so_in_its_repr(text: str, taken: bool) -> None:
    """It has no other way before Python 3.14."""

    class Lock:
        def __repr__(self) -> str:
            return text

    assert gauges.is_locked(Lock()) is taken


def test_two_gauges_have_to_agree() -> None:
    """The number of the first, under the longer lag; where they differ, an error names both."""
    one, other = (Gauge(f"thing {lag}", lambda app, world: world[0], lag) for lag in (0.1, 0.3))
    late = Gauge("late thing", lambda app, world: world[1], 0.2)
    both = gauges.agreeing(one, other)
    assert (both.read(APP, [3, 4]), both.lag, both.resource) == (3, 0.3, "thing 0.1")
    assert gauges.agreeing(other, one).lag == 0.3
    with pytest.raises(gauges.Disagreement, match=r"^3 thing 0\.1\(s\) out, and 4 late thing\(s\)"):
        gauges.agreeing(one, late).read(APP, [3, 4])
    with pytest.raises(gauges.Disagreement):
        gauges.agreeing(one, late).read(APP, [4, 3])


def test_a_thread_may_be_in_the_middle_of_a_release() -> None:
    """Two gauges that differ are read again, as long as they are given."""
    one = Gauge("thing", lambda app, world: 2)
    releasing = iter([4, 3, 2])
    late = Gauge("late thing", lambda app, world: next(releasing))
    assert gauges.agreeing(one, late).read(APP, None) == 2
    assert next(releasing, None) is None


@pytest.mark.parametrize(
    ("said", "closed"),
    [
        ({"closed": True}, True),
        ({"closed": 0}, False),
        ({"closed": lambda: True}, True),
        ({"is_closed": lambda: False}, False),
        ({"is_closed": True}, True),
        ({"closed": False, "is_closed": True}, False),
    ],
)
def test_what_a_thing_says_of_itself(said: dict[str, Any], closed: bool) -> None:
    """An attribute or a method, under one of two names."""
    assert gauges.is_closed(SimpleNamespace(**said)) is closed


def test_a_thing_that_says_nothing_is_refused() -> None:
    """The sentence says what to do."""
    sentence = r"^a SimpleNamespace has no 'closed'; write a gauge of your own$"
    with pytest.raises(AttributeError, match=sentence):
        gauges.is_closed(SimpleNamespace())


def test_objects_are_counted_by_their_type() -> None:
    """Living ones, open ones; those of a subclass are not of it."""
    app: Any = ModuleType("app")
    app.Page = type("Page", (), {"closed": False})
    pages = [app.Page(), app.Page(), app.Page(), type("Sub", (app.Page,), {})()]
    pages[0].closed = True
    assert gauges.live("Page").read(app, None) == 3
    assert gauges.opened("Page").read(app, None) == 2


def test_tasks_and_threads_are_counted() -> None:
    """Those that there are now."""

    async def count() -> int:
        task = asyncio.ensure_future(asyncio.Event().wait())
        number = gauges.tasks().read(APP, None)
        task.cancel()
        return number

    assert asyncio.run(count()) == 2
    assert gauges.threads().read(APP, None) == threading.active_count()


@pytest.fixture
def limits() -> Iterator[tuple[int, int]]:
    """The limits of descriptors, which are as they were afterwards."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    yield before
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_a_limit_counts_the_gaps(limits: tuple[int, int]) -> None:
    """As many more can be opened as it says; reading them needs none, and lifting undoes it."""
    high = os.dup2(1, 60)
    resource.setrlimit(resource.RLIMIT_NOFILE, (200, limits[1]))
    opened = gauges.open_descriptors()
    gauges.limit_descriptors(3)
    assert resource.getrlimit(resource.RLIMIT_NOFILE)[1] == limits[1]
    more: list[int] = []
    with pytest.raises(OSError, match="Too many open files"):
        while True:
            more.append(os.dup(1))
    assert gauges.open_descriptors() == opened | {*more}
    gauges.lift_limit()
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == (limits[1], limits[1])
    for number in (*more, high):
        os.close(number)
    assert len(more) == 3
    assert not gauges.is_open(high)
    assert gauges.descriptors().read(APP, None) == len(opened) - 1


def test_looking_around_has_no_limit(limits: tuple[int, int]) -> None:
    """Inside all that the process may have, outside what it had, also after an error."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (100, limits[1]))
    with pytest.raises(ValueError, match="no"), gauges.unlimited():
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (limits[1], limits[1])
        raise ValueError("no")
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == (100, limits[1])


def test_children_of_a_thread_that_has_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each thread has a list of its own; one that is gone has none."""
    listed = os.listdir
    monkeypatch.setattr(os, "listdir", lambda path: [*listed(path), "1073741824"])
    assert gauges.children_of() == gauges.children_of(os.getpid())
    assert gauges.count_children() == len(gauges.children_of())


@pytest.fixture
def _untraced() -> Iterator[None]:
    """Memory is traced from within the test alone."""
    assert not tracemalloc.is_tracing()
    yield
    tracemalloc.stop()


@pytest.mark.usefixtures("_untraced")
def test_blocks_of_the_examples_own_lines() -> None:
    """Those that are alive; it goes on counting, and does not begin anew."""
    app: Any = ModuleType("app")
    app.__file__ = "/examples/topic/case/fixed.py"
    text = "kept = []\ndef hoard(number):\n    kept.extend(bytearray(99) for _ in range(number))\n"
    exec(compile(text, app.__file__, "exec"), vars(app))
    memory = gauges.memory()
    before = memory.read(app, None)
    app.hoard(10)
    grown = memory.read(app, None) - before
    assert 20 <= grown <= 22  # each array has a header and its bytes; the list has one block
    others = [bytearray(99) for _ in range(10)]
    assert memory.read(app, None) - before == grown
    del app.kept[5:], others
    assert 10 <= memory.read(app, None) - before <= 12


def test_the_folder_of_descriptors_is_the_platforms() -> None:
    """Linux has its own."""
    linux = sys.platform == "linux"
    assert ("/proc/self/fd" if linux else "/dev/fd") == gauges.DESCRIPTORS
