"""Items of pytest whose work goes on beside each other, and which are told in their order.

A run of an example waits for half of its time: for a deadline, a collector, a database. So the
work of later items is begun while an earlier one is waited for, in threads: each of them talks
to processes of its own. What pytest sees is one item after the other.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, Protocol

from harness.process.runner import Runner

Work = Callable[[Runner], Any]


class Prepares(Protocol):
    """An item that says what there is to do for it."""

    def prepare(self) -> Work:
        """What needs the main thread is done here; the rest is given back."""
        ...


def processors() -> int:
    """How many processors this process may use."""
    with suppress(AttributeError):  # not everywhere
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Abreast:
    """Begins the work of items in their order, ``number`` at a time; starts nothing until asked."""

    def __init__(self, number: int) -> None:
        """Have a runner for each thread: a warm parent serves one run at a time."""
        self._runners = [Runner() for _ in range(number)]
        self._free: SimpleQueue[Runner] = SimpleQueue()
        for runner in self._runners:
            self._free.put(runner)
        self._threads = ThreadPoolExecutor(number, thread_name_prefix="run")
        self._begun: dict[Prepares, Future[tuple[Any, float]]] = {}
        self._waiting: deque[Prepares] = deque()

    def expect(self, items: Iterable[Prepares]) -> None:
        """Say which items will be asked for, in their order."""
        self._waiting.extend(items)

    def result(self, item: Prepares) -> tuple[Any, float]:
        """What the work of an item gave and how long it took; raises what the work raised."""
        self._begin(item)
        future = self._begun.pop(item)
        while self._waiting and not future.done():
            self._begin(self._waiting.popleft())
        return future.result()

    def close(self) -> None:
        """End what is under way: each run's process goes with its warm parent."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for runner in self._runners:
            runner.close()
        self._threads.shutdown()

    def _begin(self, item: Prepares) -> None:
        """Let the item's work begin as soon as a thread is free, unless it has begun."""
        if item in self._begun:
            return
        with suppress(ValueError):
            self._waiting.remove(item)
        try:
            future = self._threads.submit(self._work, item.prepare())
        except Exception as error:  # told when the item's turn has come
            future = Future()
            future.set_exception(error)
        self._begun[item] = future

    def _work(self, work: Work) -> tuple[Any, float]:
        start, runner = time.perf_counter(), self._free.get()
        try:
            return work(runner), time.perf_counter() - start
        finally:
            self._free.put(runner)
