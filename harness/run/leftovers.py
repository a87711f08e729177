"""What a run leaves behind: counted before the set-up, during the load and after the tear-down."""

from __future__ import annotations

import ctypes
import logging
import os
import re
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from harness.record.readings import Leftover
from harness.run.gauges import (
    children_of,
    count_children,
    count_temporary_files,
    open_descriptors,
    unlimited,
)
from harness.run.scenario import Bench
from harness.run.state import CALLBACKS, callbacks, changed, settings

SHARED = "/dev/shm/"
SUBREAPER = 36
"""``PR_SET_CHILD_SUBREAPER`` of linux/prctl.h: orphans of this process become its children."""

LAGGING = ("server session", "thread")
"""Kinds that others take away, a moment after they were let go."""

Counts = dict[str, int]


def count(bench: Bench, notices: Notices) -> Counts:
    """How many things of each kind are there now."""
    with unlimited():
        counts = {
            "descriptor": len(open_descriptors()),
            "thread": threading.active_count(),
            "child process": count_children() if os.path.exists("/proc/self/task") else 0,
            "orphan": count_orphans(),
            "temporary file": count_temporary_files(),
            "file": count_files(bench.folder),
            "shared memory": sum(os.path.exists(name) for name in notices.shared),
            "process setting": changed(notices.settings),
            **callbacks(),
        }
    for name in {"postgres", "small_postgres"} & set(bench.urls):
        counts["server session"] = bench.ask(name, "sessions")
    return counts


def count_orphans() -> int:
    """Processes that outlived the child of this process that had started them.

    The warm parent adopts them; whoever has ended there only waits to be reaped.
    """
    return sum(child != os.getpid() and is_alive(child) for child in children_of(os.getppid()))


def is_alive(process: int) -> bool:
    """Whether a process has not ended."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return False
    return state[0] != "Z"


def count_files(folder: Path) -> int:
    """Files below the working folder."""
    return sum(len(files) for _, _, files in os.walk(folder))


def compare(
    before: Counts, early: Counts, late: Counts, half: Counts, end: Counts, calls: int
) -> Iterator[Any]:
    """A `Leftover` for each kind of which there is more than before.

    Of callbacks, which libraries register once or once for each connection, only those that each
    of so many ``calls`` adds to.
    """
    for kind, number in before.items():
        if kind in CALLBACKS:
            added, all_in_all = end.get(kind, 0) - half.get(kind, 0), end.get(kind, 0) - number
            if added > 1 and all_in_all >= calls:
                yield Leftover(kind, added, added, added)
            continue
        rest = Leftover(
            kind,
            early[kind] - number,
            late[kind] - number,
            max(0, end.get(kind, 0) - half.get(kind, 0)),
        )
        if rest.early > 0 or rest.late > 0:
            yield rest


def freed(before: Counts, after: Counts, grown: Counts) -> list[Leftover]:
    """What the collector alone brought back, of the kinds of which each call leaves more.

    Threads are left out: one that ends at that moment ends by itself.
    """
    return [
        Leftover(kind, before[kind] - after[kind], 0, grown[kind])
        for kind in before
        if kind != "thread" and before[kind] > after[kind] and grown.get(kind, 0) > 0
    ]


def steady(rest: list[Leftover]) -> list[Leftover]:
    """Without what a server or a thread has not let go yet, where nobody waits for it."""
    return [each for each in rest if each.kind not in LAGGING and (each.late > 0 or each.grown > 0)]


def adopt_orphans() -> None:
    """Become the parent of what this process's children leave running."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)


class Mallinfo(ctypes.Structure):
    """glibc's ``struct mallinfo2``."""

    _fields_ = [
        (name, ctypes.c_size_t)
        for name in [
            "arena",
            "ordblks",
            "smblks",
            "hblks",
            "hblkhd",
            "usmblks",
            "fsmblks",
            "uordblks",
            "fordblks",
            "keep",
        ]
    ]


def allocated() -> int:
    """Bytes that are allocated now: exact for large blocks, a small one counts for 128 bytes."""
    small = sys.getallocatedblocks() * 128
    try:
        mallinfo = ctypes.CDLL(None).mallinfo2
    except AttributeError:  # another C library
        return small
    mallinfo.restype = Mallinfo
    info = mallinfo()
    return int(info.uordblks + info.hblkhd) + small


NUMBERS = (
    (re.compile(r"0x[0-9a-f]+"), "0x…"),
    (re.compile(r"\bfd=\d+"), "fd=…"),
    (re.compile(r"\b(subprocess|pid|PID|process|port|Task-|Thread-|worker-)([ =]?)\d+"), r"\1\2…"),
    (re.compile(r"(\('(?:127\.\d+\.\d+\.\d+|::1|localhost)', )\d+"), r"\1…"),
    (re.compile(r"((?:\b127\.\d+\.\d+\.\d+|\blocalhost|\[::1\]):)\d+"), r"\1…"),
    (re.compile(r"leakbook_\d+"), "leakbook_…"),
    (re.compile(r"(/[\w.-]+)*/leak-book-\w+"), "…"),
    (re.compile(r"\btmp[a-z0-9_]{8}\b"), "tmp…"),
    (re.compile(re.escape(str(Path(__file__).parents[2])) + "/"), ""),
)
"""What differs from run to run: addresses, descriptors, processes, ports, names of folders."""


def placeless(text: str) -> str:
    """The text without what is chance in it."""
    for pattern, instead in NUMBERS:
        text = pattern.sub(instead, text)
    return text


class Notices:
    """Every warning from now on, and every error that nobody could catch, in order.

    ``shared`` are the segments of shared memory that were made, ``strays`` the paths outside the
    private folder that were opened for writing.
    """

    def __init__(self) -> None:
        """Listen to warnings, to the hooks for lost errors, and to asyncio's log."""
        self.texts: list[str] = []
        self.settings = settings()
        self.shared: set[str] = set()
        self.lost_tasks = 0
        warnings.resetwarnings()
        warnings.simplefilter("always")
        warnings.showwarning = self.note_warning  # type: ignore[assignment]
        sys.unraisablehook = self.note_unraisable
        threading.excepthook = self.note_thread
        logger = logging.getLogger("asyncio")
        logger.addHandler(AsyncioLog(self))
        logger.propagate = False

    def note(self, text: str) -> None:
        """Remember a text."""
        self.texts.append(placeless(text))

    def note_warning(self, message: Any, category: type[Warning], *rest: object) -> None:
        """A warning."""
        self.note(f"{category.__name__}: {message}")

    def note_unraisable(self, event: Any) -> None:
        """An error in a destructor or a callback."""
        self.note(f"{type(event.exc_value).__name__}: {event.exc_value}")

    def note_thread(self, event: Any) -> None:
        """An error that ended a thread."""
        if event.exc_type is not SystemExit:
            self.note(f"in a thread: {event.exc_type.__name__}: {event.exc_value}")

    def since(self, mark: int) -> tuple[str, ...]:
        """The texts from a mark on, each once, in a fixed order."""
        return tuple(sorted(set(self.texts[mark:])))


class AsyncioLog(logging.Handler):
    """What asyncio says to a log that nobody reads."""

    def __init__(self, notices: Notices) -> None:
        """Pass it on to the notices."""
        super().__init__(logging.ERROR)
        self._notices = notices

    def emit(self, record: logging.LogRecord) -> None:
        """Count a task that was lost; remember any other complaint by its first line."""
        text = record.getMessage().splitlines()[0]
        if text.startswith("Task was destroyed"):
            self._notices.lost_tasks += 1
        else:
            self._notices.note(f"asyncio: {text}")
