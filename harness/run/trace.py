"""The hooks on the example's own frames: what they keep, which lines ran, what a call held."""

from __future__ import annotations

import gc
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

from harness.record.readings import Mode
from harness.run.gauges import open_descriptors
from harness.run.meter import Meter
from harness.run.ran import Ran

SAMPLES = 200
"""Readings taken during one call, at the most."""

STARTS = ("os.fork", "os.posix_spawn", "os.forkpty", "subprocess.Popen")
"""Audit events of a process that starts: the example's code may run in it."""

PLAIN = (bool, int, float, str, bytes, Path)
"""Values that can be compared and hold nothing."""

CLOSER = re.compile("close|exit|detach|shutdown|finish|terminate|kill|release|stop|wait|popen|fork")
"""The name of a function that may close a descriptor."""

OWNING = ("close", "shutdown", "release", "aclose")
"""What a type has whose objects hold a resource: of a library's variables, only these are kept."""


class Trace:
    """The profile and line hooks of one pass."""

    def __init__(self, app: ModuleType, mode: Mode, lines: bool, ran: Ran | None = None) -> None:
        """Keep local variables if the mode says so; note the lines that ran if wanted."""
        self.file, self.pins = str(app.__file__), mode in (Mode.PIN, Mode.STRICT)
        self.kept: list[object] = []
        self.unclosed = 0
        self.ran = ran or Ran()
        self.meter: Meter | None = None
        self._forget()
        self._main = threading.get_ident()
        self._wants_lines = lines
        sys.addaudithook(self._audit)
        threading.setprofile(self.profile)  # the example's code may run in a pool of threads
        if lines:
            threading.settrace(self.trace)

    @contextmanager
    def call(self, meter: Meter | None) -> Iterator[None]:
        """Watch one call: the most units out during it, the lines that ran, and how many steps.

        Without a meter nothing is read.
        """
        self._forget()
        self.meter = meter
        sys.setprofile(self.profile)
        if self._wants_lines:
            sys.settrace(self.trace)
        try:
            yield
        finally:
            self.watch_lines()
            sys.setprofile(None)

    def watch_lines(self) -> None:
        """Note the lines of the set-up and the tear-down, too."""
        sys.settrace(self.trace if self._wants_lines else None)

    def _forget(self) -> None:
        """Begin anew, with what one call shows."""
        self.entered, self.hits = False, 0
        self.lines: set[int] = set()
        self.arguments: list[tuple[object, ...]] = []
        self.most, self.samples = -sys.maxsize, 0
        self.open: set[int] | None = None
        self.may_have_closed = False

    def profile(self, frame: FrameType, event: str, arg: object) -> None:
        """Keep what a function held when it ended, then read the gauge."""
        own = frame.f_code.co_filename == self.file
        name = frame.f_code.co_name if event == "call" else getattr(arg, "__name__", "")
        if event in ("call", "c_call") and CLOSER.search(name):
            self.may_have_closed = True
        if event == "call":
            if own:
                self.entered = True
                self.arguments.append(arguments_of(frame))
            return
        if event == "return" and own and threading.get_ident() == self._main:
            self.compare_descriptors()
        if event == "return" and self.pins:
            self.keep(frame, own)
        by_own = own if event == "c_return" else event == "return" and self.is_own(frame.f_back)
        meter = self.meter
        main = threading.get_ident() == self._main  # one asks a server at a time
        if by_own and main and meter and self.samples < SAMPLES and not meter.gauge.lag:
            self.samples += 1
            self.most = max(self.most, meter.out())
            self.compare_descriptors()

    def compare_descriptors(self) -> None:
        """Count the descriptors that went since the last look while nobody closed anything."""
        if self.meter is None or self.meter.gauge.resource != "descriptor":
            return
        now = open_descriptors()
        alone = self._wants_lines and threading.active_count() == 1
        if self.open is not None and alone and not self.may_have_closed:
            self.unclosed += len(self.open - now)
        self.open, self.may_have_closed = now, False

    def watch_generators(self) -> None:
        """Count the example's asynchronous generators that the event loop has to close."""
        hooks = sys.get_asyncgen_hooks()

        def finalizer(generator: Any) -> None:
            self.unclosed += generator.ag_code.co_filename == self.file
            if hooks.finalizer:
                hooks.finalizer(generator)

        sys.set_asyncgen_hooks(hooks.firstiter, finalizer)

    def keep(self, frame: FrameType, own: bool) -> None:
        """Keep the local variables of the example's function, and resources of a library's."""
        if own:
            self.kept.append(dict(frame.f_locals))
        elif frame.f_code.co_filename[:1] != "<" and not is_ours(frame):
            held = [v for v in frame.f_locals.values() if is_resource(v)]
            self.kept += held

    def is_own(self, frame: FrameType | None) -> bool:
        """Whether the frame runs the example's code."""
        return frame is not None and frame.f_code.co_filename == self.file

    def trace(self, frame: FrameType, event: str, arg: object) -> Any:
        """Note the lines of the example's own functions."""
        if frame.f_code.co_filename != self.file:
            return None
        self.lines.add(frame.f_lineno)
        self.ran(frame.f_lineno)
        self.hits += 1
        if event == "exception":
            self.may_have_closed = True  # leaving a ``with``, whose end no profile hook sees then
        return self.trace

    def _audit(self, event: str, args: tuple[Any, ...]) -> None:
        if event in STARTS:
            self.entered = True


def arguments_of(frame: FrameType) -> tuple[object, ...]:
    """The plain values that a function was called with; of the others their types."""
    code = frame.f_code
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    values = [frame.f_locals.get(name) for name in names]
    return (code.co_name, *(v if isinstance(v, PLAIN) else type(v).__name__ for v in values))


def is_resource(value: object) -> bool:
    """Whether a value's type says that it holds something to be closed."""
    kind = type(value)
    return kind.__module__ != "builtins" and any(hasattr(kind, name) for name in OWNING)


def is_ours(frame: FrameType) -> bool:
    """Whether the frame is the harness's own, or the scenario's."""
    name = frame.f_globals.get("__name__", "")
    return str(name).startswith("harness.") or name == "scenario"


def disarm_collector(file: str) -> None:
    """Let the example's own ``gc.collect()`` collect nothing: luck must not hide behind it."""
    real = gc.collect

    def collect(generation: int = 2) -> int:
        caller = sys._getframe(1)
        return 0 if caller.f_code.co_filename == file else real(generation)

    gc.collect = collect
