"""The reading of a gauge: how long it waits, and what for; no more than it has to."""

import asyncio
import gc
import threading
import time
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest
from one_run import count_from_here

from harness.run.gauges import Gauge
from harness.run.meter import Meter
from harness.run.settle import drive, settle

APP = ModuleType("app")


class Counter:
    """A number of units out, and how often it was read; ``comes`` are the readings to come."""

    def __init__(self, *comes: int) -> None:
        """Start at the first."""
        self.comes, self.reads = [*comes], 0

    def read(self, app: ModuleType, world: Any) -> int:
        """The next reading; the last one from then on."""
        self.reads += 1
        return self.comes.pop(0) if len(self.comes) > 1 else self.comes[0]


def meter(*comes: int, lag: float = 0.0, is_async: bool = False) -> tuple[Meter, Counter]:
    """A meter on such a number."""
    counter = Counter(*comes)
    return Meter(Gauge("unit", counter.read, lag), APP, None, is_async), counter


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No thread of another test is counted, and no garbage of pytest's is looked for."""
    count_from_here(monkeypatch)
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that were made, in a time of their own: no test waits."""
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)

    monkeypatch.setattr(time, "sleep", pause)
    monkeypatch.setattr(time, "monotonic", lambda: 100.0 + sum(pauses))
    return pauses


def test_nothing_to_wait_for_takes_no_time(clock: list[float]) -> None:
    """It looks once and leaves."""
    looks: list[int] = []
    assert drive(settle(lambda: not looks.append(1), 5.0, False)) is True
    assert (len(looks), clock) == (1, [])


def test_a_deadline_ends_the_waiting(clock: list[float]) -> None:
    """The pauses grow from half a millisecond to twenty, and end with the deadline."""
    assert drive(settle(lambda: False, 1.0, False)) is False
    assert clock[:3] == pytest.approx([0.0005, 0.00075, 0.001125])
    assert max(clock) == clock[-1] == 0.02
    assert 1.0 <= sum(clock) < 1.0 + 0.02


def test_no_deadline_is_one_look(clock: list[float]) -> None:
    """With nothing to spare nobody pauses."""
    assert drive(settle(lambda: False, 0.0, False)) is False
    assert clock == []


def test_what_comes_is_waited_for(clock: list[float]) -> None:
    """It leaves at the look at which it is so."""
    answers = [False, False, True]
    assert drive(settle(lambda: answers.pop(0), 1.0, False)) is True
    assert (answers, len(clock)) == ([], 2)


def test_an_event_loop_is_turned_first() -> None:
    """As often as a release may need, without a pause; then it pauses in the loop."""

    async def looks_of(deadline: float) -> tuple[int, bool]:
        looks: list[int] = []
        done = await settle(lambda: bool(looks.append(1)), deadline, True)
        return len(looks), done

    assert asyncio.run(looks_of(0.0)) == (26, False)
    looks, done = asyncio.run(looks_of(0.002))
    assert looks > 26
    assert not done


def test_a_loop_goes_on_while_it_is_turned() -> None:
    """What a callback brings is seen, at once or after a timer."""

    async def seen(late: float | None, deadline: float) -> bool:
        loop, came = asyncio.get_running_loop(), []
        if late is None:
            loop.call_soon(came.append, 1)
        else:
            loop.call_later(late, came.append, 1)
        return await settle(lambda: bool(came), deadline, True)

    assert asyncio.run(seen(None, 0.0))
    assert asyncio.run(seen(0.001, 1.0))


def test_units_are_counted_from_the_baseline(clock: list[float]) -> None:
    """Without a lag the baseline is taken at once."""
    one, counter = meter(5, 7, 4)
    drive(one.zero())
    assert (one.base, counter.reads, clock) == (5, 1, [])
    assert (one.out(), one.out()) == (2, -1)


def test_a_lag_passes_before_the_baseline_is_taken(clock: list[float]) -> None:
    """What the set-up closed has arrived by then."""
    one, _ = meter(5, lag=0.5)
    drive(one.zero())
    assert 0.5 <= sum(clock) < 0.53


def test_a_release_is_waited_for(clock: list[float]) -> None:
    """Until no more is out than before, or the lag has passed."""
    one, counter = meter(1, 1, 0, lag=0.5)
    assert drive(one.settled()) == 0
    assert (len(clock), counter.comes) == (2, [0])
    one, _ = meter(1, lag=0.5)
    assert drive(one.settled()) == 1
    assert 0.5 <= sum(clock[2:]) < 0.53


def test_what_lost_a_unit_before_is_not_waited_for(clock: list[float]) -> None:
    """A kind of call that lost units is given no time until it loses fewer."""
    one, _ = meter(0, lag=0.5)
    values = [0]
    one.gauge = Gauge("unit", lambda app, world: values[0], 0.5)

    def after(kind: str, out: int) -> tuple[int, bool]:
        values[0] = out
        clock.clear()
        return drive(one.settled(kind)), bool(clock)

    assert after("bad", 1) == (1, True)
    assert after("bad", 2) == (2, False)
    assert after("good", 2) == (2, False)
    assert after("good", 3) == (3, True)
    assert after("bad", 5) == (5, True)
    assert after("bad", 7) == (7, False)
    assert after("bad", 6) == (6, False)
    assert after("bad", 7) == (7, True)
    assert after("", 9) == (9, True)
    assert after("", 11) == (11, True)


def test_a_kind_that_gave_back_is_waited_for_as_others(clock: list[float]) -> None:
    """A release more than usual is no debt: the goal is not below the last reading."""
    one, _ = meter(0, lag=0.5)
    values = [0]
    one.gauge = Gauge("unit", lambda app, world: values[0], 0.5)
    for out in (3, 1):
        values[0] = out
        drive(one.settled("good"))
    clock.clear()
    values[0] = 1
    assert drive(one.settled("good")) == 1
    assert clock == []


def test_all_that_can_come_back_is_waited_for(clock: list[float]) -> None:
    """In the end the goal is the baseline, whatever was out."""
    one, _ = meter(2, 2, 1, 0, lag=0.5)
    one.last = 3
    assert drive(one.drained()) == 0
    assert (one.last, len(clock)) == (0, 3)
    one, _ = meter(1, lag=0.5)
    one.last = 1
    assert drive(one.drained()) == 1
    assert len(clock) > 4


class Node:
    """A part of a cycle, which counts down when it is collected."""

    def __init__(self, counter: list[int]) -> None:
        """Refer to itself."""
        self.counter, self.me = counter, self
        counter[0] += 1

    def __del__(self) -> None:
        """One less."""
        self.counter[0] -= 1


@pytest.fixture
def _no_luck() -> Any:
    """The collector runs when it is told to, and not before."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("_no_luck")
def test_the_collector_brings_back(clock: list[float]) -> None:
    """A cycle holds its unit until then; a lag is waited for afterwards."""
    alive = [0]
    Node(alive)
    one, _ = meter()
    one.gauge = Gauge("unit", lambda app, world: alive[0])
    assert one.out() == 1
    assert drive(one.collected()) == 0
    assert clock == []


def collections(is_async: bool) -> tuple[int, int]:
    """How often it collects while a unit stays out, and what it reads then."""
    runs: list[int] = []

    def count(phase: str, info: dict[str, int]) -> None:
        runs.append(phase == "start")

    one, _ = meter(1, is_async=is_async)

    async def read() -> int:
        return await one.collected()

    gc.callbacks.append(count)
    try:
        out = asyncio.run(read()) if is_async else drive(one.collected())
    finally:
        gc.callbacks.remove(count)
    return sum(runs), out


@pytest.mark.usefixtures("_no_luck")
def test_it_collects_until_nothing_is_out(clock: list[float]) -> None:
    """Twice where nothing runs beside it; for a moment longer beside a thread, and in a loop."""
    assert collections(False) == (2, 1)
    assert clock == []
    stop = threading.Event()
    beside = threading.Thread(target=stop.wait)
    beside.start()
    try:
        runs, out = collections(False)
    finally:
        stop.set()
        beside.join()
    assert (out, runs > 2) == (1, True)
    assert 0.02 <= sum(clock) < 0.04


def test_it_collects_at_each_turn_of_a_loop() -> None:
    """What the first collection frees may be all that kept other garbage."""
    runs, out = collections(True)
    assert (out, runs > 25) == (1, True)


def test_a_moment_more_where_something_is_pending(clock: list[float]) -> None:
    """A thread of the load gets two seconds to bring units back, and no longer."""
    one, counter = meter(1)
    assert (drive(one.waited()), clock) == (1, [])  # nobody is there to bring it
    one.threads -= 1
    assert drive(one.waited()) == 1
    assert 2.0 <= sum(clock) < 2.03
    clock.clear()
    counter.comes = [1, 1, 0]
    assert drive(one.waited()) == 0
    assert len(clock) == 1
    clock.clear()
    counter.comes = [0]
    assert (drive(one.waited()), clock) == (0, [])


def test_threads_of_before_bring_nothing(clock: list[float]) -> None:
    """Only a thread that the load has left is waited for."""
    stop = threading.Event()
    beside = threading.Thread(target=stop.wait)
    one, _ = meter(1)
    beside.start()
    try:
        assert one.is_pending()
        drive(one.zero())
        assert not one.is_pending()
    finally:
        stop.set()
        beside.join()


async def pending(prepare: Callable[[asyncio.AbstractEventLoop], Any]) -> bool:
    """Whether a meter in a loop takes something for pending."""
    one, _ = meter(1, is_async=True)
    kept = prepare(asyncio.get_running_loop())
    await asyncio.sleep(0)
    said = one.is_pending()
    if isinstance(kept, asyncio.Task):
        kept.cancel()
    return said


def test_what_is_pending_in_a_loop() -> None:
    """A task or a timer that is not cancelled; else nothing."""

    def cancelled(loop: asyncio.AbstractEventLoop) -> None:
        loop.call_later(9, int).cancel()

    assert not asyncio.run(pending(lambda loop: None))
    assert not asyncio.run(pending(cancelled))
    assert asyncio.run(pending(lambda loop: loop.call_later(9, int)))
    assert asyncio.run(pending(lambda loop: loop.create_task(asyncio.Event().wait())))
