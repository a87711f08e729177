"""What a scenario refuses when it is declared, what follows from its fields, and its bench."""

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from harness.record.finding import Promise
from harness.run import gauges
from harness.run.scenario import LEAVES, BadScenario, Bench, Gate, Scenario


def call(app: Any, bench: Any) -> None:
    """A call that does nothing."""


def scenario(**fields: Any) -> Scenario:
    """A scenario that makes sense, but for these fields."""
    usual: dict[str, Any] = {"gauge": gauges.descriptors(), "good": call, "bad": call}
    return Scenario(**{**usual, **fields})


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "a gauge that is not called": (
        {"gauge": gauges.tasks},
        "gauge= takes a Gauge, and got a function; write tasks()",
    ),
    "no gauge": (
        {"gauge": 3},
        "gauge= takes a Gauge, and got 3; write a gauge of harness.gauges",
    ),
    "a capacity of what is endless": (
        {"gauge": gauges.tasks(), "capacity": 3},
        "capacity=3 for a task, of which there is no fixed number; leave capacity out",
    ),
    "no capacity": (
        {"capacity": 0},
        "capacity= takes a whole number from 1 on, and got 0; correct it",
    ),
    "half a capacity": (
        {"capacity": 1.5},
        "capacity= takes a whole number from 1 on, and got 1.5; correct it",
    ),
    "a bad call that is no function": (
        {"bad": 3},
        "bad= takes a function, and got 3; write a function",
    ),
    "no good call": ({"good": None}, "good= takes a function, and got None; write a function"),
    "a good call of one parameter": (
        {"good": lambda app: None},
        "good= takes a function of two parameters, the module and what setup yields, "
        "and got one of app; write it as good(app, bench)",
    ),
    "a set-up of none": (
        {"setup": lambda: None},
        "setup= takes a function of two parameters, the module and what setup yields, "
        "and got one of none; write it as setup(app, bench)",
    ),
    "a release of three": (
        {"release_holder": lambda a, b, c: None},
        "release_holder= takes a function of two parameters, the module and what setup yields, "
        "and got one of a, b, c; write it as release_holder(app, bench)",
    ),
    "a need that is a word": (
        {"needs": "postgres"},
        "needs= takes a tuple, and got 'postgres'; write ('postgres',)",
    ),
    "an unknown server": (
        {"needs": ("http", "redis", "kafka")},
        "no server is called 'redis'; there are http, postgres, small_postgres",
    ),
    "a strange letter": (
        {"pattern": "gx"},
        "pattern= takes the letters g and b, and got 'gx'; correct it",
    ),
    "no pattern": (
        {"pattern": ""},
        "pattern= takes the letters g and b, and got ''; correct it",
    ),
    "a pattern without its call": (
        {"pattern": "gbb", "bad": None},
        "pattern='gbb' without bad=; add the bad call",
    ),
    "a pattern of bad calls alone without its call": (
        {"pattern": "b", "bad": None},
        "pattern='b' without bad=; add the bad call",
    ),
    "a promise that is a word": (
        {"fixed": "drains"},
        "fixed= takes a Promise, and got 'drains'; write Promise(...)",
    ),
    "a promise of the buggy one that is a word": (
        {"buggy": "drains"},
        "buggy= takes a Promise, and got 'drains'; write Promise(...)",
    ),
    "an unknown thing that stays": (
        {"leaves": {"socks": "laundry"}},
        f"leaves= knows no 'socks'; there are {', '.join(LEAVES)}",
    ),
    "a thing that stays for no reason": (
        {"leaves": {"file": ""}},
        "leaves={'file': ...} has no reason; say why it may stay",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_declaration_is_refused(case: str) -> None:
    """In one sentence that says what was seen and what to write."""
    fields, sentence = REFUSED[case]
    with pytest.raises(BadScenario) as caught:
        scenario(**fields)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"capacity": 1},
        {"bad": None},
        {"bad": None, "pattern": "g"},
        {"good": lambda app, world, more=1: None, "bad": lambda *both: None},
        {"setup": call, "release_holder": call},
        {"needs": ("http", "postgres")},
        {"pattern": "bbg"},
        {"buggy": Promise("slow"), "fixed": Promise("drains")},
        {"leaves": {"file": "the report", "UserWarning": "known"}},
        {"gauge": gauges.tasks()},
        {"good": dict},  # a builtin that does not tell what it takes
    ],
)
def test_a_declaration_is_taken(fields: dict[str, Any]) -> None:
    """What makes sense is no mistake."""
    assert scenario(**fields)


def test_a_scenario_promises_by_variant() -> None:
    """The buggy variant has its promise, every fix has the other one."""
    both = scenario(buggy=Promise("slow"), fixed=Promise("drains"))
    assert both.promise("buggy") is both.buggy
    assert both.promise("fixed") is both.promise("fixed_buggy") is both.fixed
    with pytest.raises(AttributeError):
        both.crowd = 3  # type: ignore[misc]
    with pytest.raises(TypeError):
        Scenario(gauges.tasks(), call)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("fields", "variant", "seconds"),
    [
        ({"patience": 3.0, "fixed": Promise("drains", 0, "waits")}, "fixed", 3.0),
        ({"fixed": Promise("drains")}, "fixed", 5.0),
        ({"fixed": Promise("stuck", 0, "waits")}, "fixed", 0.5),
        ({"buggy": Promise("stuck", 0, "waits"), "fixed": Promise("drains")}, "buggy", 0.5),
        ({"buggy": Promise("stuck", 0, "waits"), "fixed": Promise("drains")}, "fixed", 5.0),
        ({}, "fixed", 0.5),
        ({"fixed": Promise("breaks", 0, "zlib")}, "fixed", 5.0),
        ({"crowd": 4, "fixed": Promise("drains")}, "fixed", 0.5),
    ],
)
def test_how_long_the_next_caller_waits(
    fields: dict[str, Any], variant: str, seconds: float
) -> None:
    """Half a second where it will wait, five where it should not, else what is declared."""
    assert scenario(**fields).patience_with(variant) == seconds


@pytest.mark.parametrize(
    ("fields", "calls"),
    [
        ({}, "gb" * 24),
        ({"capacity": 2}, "gb" * 6),
        ({"capacity": 2, "pattern": "gbb"}, "gbb" * 3),
        ({"capacity": 1, "pattern": "gbb"}, "gbb" * 2),
        ({"capacity": 2, "pattern": "g"}, "g" * 6),
        ({"pattern": "bbbbb"}, "bbbbb" * 5),
    ],
)
def test_how_many_calls_are_made(fields: dict[str, Any], calls: str) -> None:
    """Bad ones to three times the capacity, in whole patterns."""
    assert scenario(**fields).calls == calls


def test_what_is_counted() -> None:
    """What the gauge says, else whether there is a capacity."""
    assert scenario(gauge=gauges.locks(call)).counted is True
    assert scenario(gauge=gauges.descriptors(), capacity=3).counted is False
    assert scenario(gauge=gauges.sqlalchemy_pool(), capacity=3).counted is True
    assert scenario(gauge=gauges.sqlalchemy_pool()).counted is False


def test_callers_may_be_let_through_before_they_come() -> None:
    """Three of four pass; the fourth stands."""

    async def pass_by() -> tuple[int, int]:
        gate = Gate()
        gate.closed = True
        gate.let_through(3)
        tasks = [asyncio.ensure_future(gate.wait()) for _ in range(4)]
        for _ in range(4):
            await asyncio.sleep(0)
        done = sum(task.done() for task in tasks)
        tasks[3].cancel()
        return done, gate.standing

    assert asyncio.run(pass_by()) == (3, 1)


def test_a_bench_knows_its_servers() -> None:
    """An address is given for what was asked for, and refused for what was not."""
    assert Bench(Path(), Path(), {}).ask("http", "how many?") == 0
    bench = Bench(Path(), Path(), {"http": "http://there"}, lambda server, question: 7)
    assert bench.url("http") == "http://there"
    with pytest.raises(BadScenario, match=r"^bench.url\('postgres'\) without needs=\('postgres',"):
        bench.url("postgres")


def test_a_bench_copies_a_sample(tmp_path: Path) -> None:
    """Into the private folder, under its own name; the original stays."""
    here, folder = tmp_path / "here", tmp_path / "folder"
    here.mkdir()
    folder.mkdir()
    (here / "rows.csv").write_bytes(b"1\r\n")
    bench = Bench(folder, here, {}, lambda server, question: 7)
    assert bench.sample("rows.csv") == Path("rows.csv")
    assert (folder / "rows.csv").read_bytes() == b"1\r\n"
    assert (here / "rows.csv").exists()


def in_threads(number: int, target: Callable[[], object]) -> list[threading.Thread]:
    """That many threads, started."""
    threads = [threading.Thread(target=target, daemon=True) for _ in range(number)]
    for thread in threads:
        thread.start()
    return threads


def comes_to(done: Callable[[], bool]) -> bool:
    """Whether it comes to be so, while other threads run."""
    turns = threading.Event()
    return any(done() or turns.wait(0.001) for _ in range(2000))


def test_an_open_gate_is_passed() -> None:
    """Nobody stands there, plain or not."""
    gate = Gate()
    gate()
    gate("with", "arguments")
    asyncio.run(gate.wait("with", "arguments"))
    assert (gate.closed, gate.standing) == (False, 0)


def test_a_closed_gate_holds_threads_until_let_through() -> None:
    """As many pass as are let through, one after the other; the others stand."""
    gate = Gate()
    gate.closed = True
    threads = in_threads(3, gate)
    assert comes_to(lambda: gate.standing == 3)
    gate.let_through(1)
    assert comes_to(lambda: sum(thread.is_alive() for thread in threads) == 2)
    assert gate.standing == 2
    gate.let_through(2)
    for thread in threads:
        thread.join(2)
    assert gate.standing == 0
    [late] = in_threads(1, gate)
    assert comes_to(lambda: gate.standing == 1)
    gate.let_through(1)
    late.join(2)
    assert not late.is_alive()


def test_a_closed_gate_holds_tasks_until_let_through() -> None:
    """The same in an event loop; a task that is cancelled there stands no longer."""

    async def pass_by() -> list[int]:
        gate, seen = Gate(), []
        gate.closed = True
        tasks = [asyncio.ensure_future(gate.wait()) for _ in range(3)]
        for _ in range(3):
            await asyncio.sleep(0)
        seen.append(gate.standing)
        gate.let_through(1)
        for _ in range(3):
            await asyncio.sleep(0)
        seen += [gate.standing, sum(task.done() for task in tasks)]
        gate.let_through(1)
        tasks[2].cancel()
        await asyncio.wait(tasks, timeout=1)
        seen += [gate.standing, sum(task.done() for task in tasks)]
        late = asyncio.ensure_future(gate.wait())
        for _ in range(3):
            await asyncio.sleep(0)
        seen.append(late.done())
        late.cancel()
        return seen

    assert asyncio.run(pass_by()) == [3, 2, 1, 0, 3, False]
