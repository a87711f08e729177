"""What a run's process does from its first line to its report."""

from __future__ import annotations

import importlib.util
import json
import os
import random
import socket
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

from harness.record.readings import Mode
from harness.run import leftovers
from harness.run.faults.gate import Gate
from harness.run.faults.inject import load_rewritten
from harness.run.leftovers import Notices
from harness.run.passes import Job, Run
from harness.run.ran import Ran
from harness.run.scenario import Bench, Scenario
from harness.run.trace import disarm_collector

FAULTS = "faults"
"""The mode of a job that injects faults."""

ADDRESSES = {
    "postgres": "DATABASE_URL",
    "small_postgres": "DATABASE_URL",
    "http": "SERVICE_URL",
}
"""The environment variable in which an example finds the address of a server."""


def report(job: dict[str, Any], channel: socket.socket) -> None:
    """Load the example, run it, and send the readings through the channel."""
    random.seed(0)
    here, folder = Path(job["example"]), Path(job["folder"])
    sys.path.insert(0, str(here))  # where a process that the example spawns finds its modules
    lines = channel.makefile("rwb")
    known = set(sys.modules)
    notices = Notices()
    strays = watch_files(folder.parent, notices.shared)
    disarm_collector(str(here / f"{job['variant']}.py"))

    def ask(server: str, question: str) -> int:
        send(lines, {"ask": [server, question]})
        return int(json.loads(lines.readline()))

    for name, url in job["urls"].items():
        os.environ[ADDRESSES[name]] = url
    scenario: Scenario = load(here / "scenario.py", "scenario").scenario
    start = time.perf_counter()
    path, name = here / f"{job['variant']}.py", job["variant"]
    ran = Ran(folder.with_name("ran"))
    app, injector = (load(path, name), None)
    if job["mode"] == FAULTS:
        app, injector = load_rewritten(path, name, ran)
    importing = time.perf_counter() - start  # the example's own work, as its calls are
    bench = Bench(folder, here, job["urls"], ask)
    if injector is not None:
        gate = Gate(scenario, app, injector, bench, notices)
        faults, finished = gate.execute(job["done"])
        message = {"faults": faults, "finished": finished, "done": gate.number + 1}
    else:
        what = Job(Mode(job["mode"]), job["first"], job["proves"], ran)
        run = Run(scenario, app, bench, notices, what)
        message = {"readings": run.execute(), "seconds": importing + run.seconds}
    remove(notices.shared)
    message |= {
        "strays": strays,
        "ran": ran.all(),
        "imported": [name for name in [*sys.modules] if name not in known],
    }
    send(lines, message)


def send(lines: Any, message: dict[str, Any]) -> None:
    """Send one message, on one line."""
    lines.write(json.dumps(message, default=vars).encode() + b"\n")
    lines.flush()


def remove(segments: Iterable[str]) -> None:
    """Remove shared memory, which outlives every process."""
    for name in segments:
        with suppress(OSError):
            os.unlink(name)


def load(path: Path, name: str) -> ModuleType:
    """Import a file under that name."""
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def watch_files(folder: Path, shared: set[str]) -> list[str]:
    """Every path outside the private folder that is opened for writing from now on.

    Segments of shared memory, which are files too, go to ``shared``.
    """
    strays: list[str] = []
    inside = (str(folder), os.path.realpath(folder), "/dev/", "/proc/")

    def audit(event: str, args: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(args[0], (str, bytes)):
            path, flags = os.path.abspath(os.fsdecode(args[0])), args[2]
            if flags & os.O_CREAT and path.startswith(leftovers.SHARED):
                shared.add(path)
            elif flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and not path.startswith(inside):
                strays.append(path)

    sys.addaudithook(audit)
    watch_segments(shared)
    return strays


def watch_segments(shared: set[str]) -> None:
    """Note each segment of shared memory that is made: opening one is no audit event."""
    try:
        import _posixshmem  # type: ignore[import-not-found]
    except ImportError:  # a platform without it
        return
    real = _posixshmem.shm_open

    def shm_open(path: str, flags: int, mode: int = 511) -> int:
        descriptor = real(path, flags, mode)
        if flags & os.O_CREAT:
            shared.add(leftovers.SHARED + path.strip("/"))
        return int(descriptor)

    _posixshmem.shm_open = shm_open
