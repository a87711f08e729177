"""One run of a scenario in the test's own process: what a child would do, in milliseconds."""

import gc
import linecache
import logging
import resource
import signal
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from harness.record.readings import Mode
from harness.run import leftovers
from harness.run.gauges import Gauge
from harness.run.leftovers import Notices
from harness.run.passes import Job, Run
from harness.run.scenario import Bench, Scenario

UNITS = Gauge("unit", lambda app, world: app.out)
"""What the examples of these tests count: a number of their own."""

CODE = """
out = 0
kept = []

def use(fail=False):
    take()
    try:
        if fail:
            raise ValueError("no")
    finally:
        give()

def take():
    global out
    out += 1

def give():
    global out
    out -= 1

def lose(fail=False):
    take()
    if fail:
        raise ValueError("no")
    give()
"""
"""A program that gives back, and one that does not."""


def app_of(code: str, folder: Path, name: str = "fixed") -> ModuleType:
    """A module of an example, from its text."""
    path = folder / f"{name}.py"
    path.write_text(code, encoding="utf-8")
    linecache.checkcache(str(path))
    app = ModuleType(name)
    app.__file__ = str(path)
    exec(compile(code, str(path), "exec"), vars(app))
    return app


def scenario_of_calls(**fields: Any) -> Scenario:
    """A scenario whose bad call fails; the gauge counts the module's ``out``."""
    usual: dict[str, Any] = {
        "gauge": UNITS,
        "good": lambda app, world: app.use(),
        "bad": lambda app, world: app.use(True),
    }
    return Scenario(**{**usual, **fields})


def count_from_here(patch: pytest.MonkeyPatch) -> None:
    """Leave out the threads that other tests have left, stuck for ever as they were meant to."""
    count, more = threading.active_count, threading.active_count() - 1
    patch.setattr(threading, "active_count", lambda: count() - more)


@contextmanager
def hooks_restored() -> Iterator[list[Any]]:
    """Whatever a run sets in its process is as it was afterwards; gives the audit hooks."""
    hooks: list[Any] = []
    logger, limits = logging.getLogger("asyncio"), resource.getrlimit(resource.RLIMIT_NOFILE)
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        patch.setattr(sys, "addaudithook", hooks.append)  # one cannot be removed again
        patch.setattr(logger, "handlers", [])
        patch.setattr(logger, "propagate", True)
        patch.setattr(sys, "unraisablehook", sys.unraisablehook)
        patch.setattr(threading, "excepthook", threading.excepthook)
        patch.setattr(leftovers, "count_orphans", lambda: 0)  # pytest has neighbours of its own
        count_from_here(patch)
        gc.freeze()  # what pytest has need not be looked at by each run
        try:
            yield hooks
        finally:
            gc.unfreeze()
            sys.setprofile(None)
            sys.settrace(None)
            threading.setprofile(None)  # type: ignore[arg-type]
            threading.settrace(None)  # type: ignore[arg-type]
            signal.setitimer(signal.ITIMER_REAL, 0)
            resource.setrlimit(resource.RLIMIT_NOFILE, limits)
            gc.enable()


class Bed:
    """A folder to run in, and what was used in the last run."""

    def __init__(self, folder: Path) -> None:
        """Have a private folder beside the example's."""
        self.folder = folder / "work"
        self.folder.mkdir()
        self.here = folder
        self.run: Any = None

    def prepare(self, code: str = CODE, **options: Any) -> Run:
        """A run of this code; ``name``, ``mode``, ``first`` and ``proves``, else the scenario's."""
        app = app_of(code, self.here, options.pop("name", "fixed"))
        job = Job(
            Mode(options.pop("mode", "drop")),
            options.pop("first", True),
            options.pop("proves", True),
        )
        bench = Bench(self.folder, self.here, {}, lambda server, question: 0)
        self.run = Run(scenario_of_calls(**options), app, bench, Notices(), job)
        return self.run

    def __call__(self, code: str = CODE, **options: Any) -> Any:
        """The readings of such a run."""
        return self.prepare(code, **options).execute()
