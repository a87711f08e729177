"""Permits that the gauge does not look at, and what else a run leaves in its process."""

import asyncio
import atexit
import logging
import os
import signal
import socket
import threading
from collections import deque
from functools import partial
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from harness.run import elsewhere, state


def test_permits_that_stay_taken() -> None:
    """Of the locks and semaphores of the module and the set-up, wherever they stand."""
    app = ModuleType("app")
    seats, lock, again = threading.Semaphore(4), threading.Lock(), threading.RLock()
    slow, inner = asyncio.Semaphore(2), threading.Lock()
    vars(app).update(
        seats=seats, lock=lock, again=again, many=[slow, 1], number=3,
        pool=SimpleNamespace(inner=inner),
    )  # fmt: skip
    gone, named = threading.Lock(), threading.Semaphore(1)
    world = {"named": named}
    gone.acquire()
    app.gone = gone  # type: ignore[attr-defined]
    seats.acquire()
    before = elsewhere.held(app, world)
    found = {id(thing) for thing, _ in before.values()}
    assert found == {id(each) for each in (seats, lock, again, slow, inner, gone, named)}
    assert elsewhere.still_taken(before) == 0
    gone.release()
    assert elsewhere.still_taken(before) == 0  # nor does it make up for others
    for thing in (seats, seats, lock, inner, named):
        thing.acquire()
    assert elsewhere.still_taken(before) == 5
    threading.Thread(target=again.acquire).start()
    assert elsewhere.still_taken(before) == 6
    seats.release()
    assert elsewhere.still_taken(before) == 5


def thing(module: str, **attributes: Any) -> Any:
    """An object of a class of that module."""
    made = type("Thing", (), {"__module__": module})()
    vars(made).update(attributes)
    return made


def closure(value: Any, *, named: Any = None) -> Any:
    """A function that has a value from around it."""

    def function(default: Any = (2,), *, other: Any = named) -> Any:
        return value

    return function


def unset() -> Any:
    """A function whose name from around it has no value yet."""

    def function() -> Any:
        return late

    if os.devnull:
        return function
    late = 1
    return late


@pytest.mark.parametrize(
    ("things", "numbers"),
    [
        ([1, [2, [3]]], {1, 2, 3}),
        ([(1,), {2}, frozenset({3}), deque([4])], {1, 2, 3, 4}),
        ([{"a": 1, 2: {"b": 3}}], {1, 3}),
        ([thing("fixed", a=1, b=thing("fixed", c=[2]))], {1, 2}),
        ([thing("pool", a=1, b=[2], c=thing("fixed", d=3))], {1}),  # of a library's, no more
        ([SimpleNamespace(a=SimpleNamespace(b=1))], {1}),
        ([type("Kind", (), {"__module__": "fixed", "a": 1, "b": [2]})], {1, 2}),
        ([type("Kind", (), {"__module__": "pool", "a": 1})], set()),
        ([type("Kind", (), {"__module__": "asyncpg", "a": 1})], set()),
        ([os], set()),
        ([closure(1, named=3)], {1, 2, 3}),
        ([closure([1]), unset()], {1, 2}),
        ([partial(print, 1)], set()),
        ([object()], set()),
    ],
)
def test_what_can_be_reached(things: list[Any], numbers: set[int]) -> None:
    """What containers hold, objects and classes of the example have, and functions keep."""
    reached = [*elsewhere.reachable(things, "fixed")]
    assert {each for each in reached if type(each) is int} == numbers


def test_each_thing_is_reached_once() -> None:
    """A cycle ends."""
    box: list[Any] = [7]
    box.append(box)
    assert [each for each in elsewhere.reachable([box, box], "fixed") if each == 7] == [7]


def test_settings_that_are_not_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Folder, mask, a variable that came, went or changed, a signal's handler, a time-out."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LEAK_BOOK_GOES", "1")
    before = state.settings()
    assert state.changed(before) == 0
    assert (before["folder"], before["variable LEAK_BOOK_GOES"]) == (str(tmp_path), "1")
    mask = os.umask(0o17)
    assert state.changed(before) == int(mask != 0o17)
    assert state.settings()["mask"] == 0o17
    os.umask(mask)
    socket.setdefaulttimeout(3)
    assert state.changed(before) == 1
    socket.setdefaulttimeout(before["time-out"])
    assert state.changed(before) == 0
    monkeypatch.setenv("LEAK_BOOK_COMES", "1")
    assert state.changed(before) == 1
    monkeypatch.delenv("LEAK_BOOK_GOES")
    assert state.changed(before) == 2
    seen = []
    for number in (signal.SIGALRM, signal.SIGUSR1):  # the alarm is what the deadlines need
        handler = signal.signal(number, signal.SIG_IGN)
        seen.append(state.changed(before))
        signal.signal(number, handler)
    assert seen == [2, 3]


def test_a_folder_that_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    """It has no name."""

    def gone() -> str:
        raise FileNotFoundError

    monkeypatch.setattr(os, "getcwd", gone)
    assert state.folder() == ""


def test_callbacks_are_counted() -> None:
    """Exit handlers, handlers of any logger, and timers of the loop that are not cancelled."""
    before = state.callbacks()
    atexit.register(print, "never")
    logger, handler = logging.getLogger("leak-book"), logging.NullHandler()
    logger.addHandler(handler)
    after = state.callbacks()
    atexit.unregister(print)
    logger.removeHandler(handler)
    assert {kind: after[kind] - before[kind] for kind in after} == {
        "exit handler": 1, "log handler": 1, "timer": 0,
    }  # fmt: skip

    async def timers() -> int:
        loop = asyncio.get_running_loop()
        for _ in range(2):
            loop.call_later(9, int)
        loop.call_later(9, int).cancel()
        return state.callbacks()["timer"]

    assert asyncio.run(timers()) == 2
