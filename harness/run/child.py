"""What a run's process does from its first line to its report."""

from __future__ import annotations

import importlib.util
import json
import os
import random
import socket
import sys
import time
import warnings
from pathlib import Path
from types import ModuleType
from typing import Any

from harness.run.attempt import placeless
from harness.run.passes import Run
from harness.run.scenario import Bench, Scenario

ADDRESSES = {"postgres": "DATABASE_URL", "http": "SERVICE_URL"}
"""The environment variable in which an example finds the address of a server."""


def report(job: dict[str, Any], channel: socket.socket) -> None:
    """Load the example, run it, and send the readings through the channel."""
    random.seed(0)
    here = Path(job["example"])
    lines = channel.makefile("rwb")
    known = set(sys.modules)
    seen, strays = watch_warnings(), watch_writes(Path(job["folder"]))

    def ask(server: str, question: str) -> int:
        lines.write(json.dumps({"ask": [server, question]}).encode() + b"\n")
        lines.flush()
        return int(json.loads(lines.readline()))

    for name, url in job["urls"].items():
        os.environ[ADDRESSES[name]] = url
    scenario: Scenario = load(here / "scenario.py", "scenario").scenario
    start = time.perf_counter()
    app = load(here / f"{job['variant']}.py", job["variant"])
    importing = time.perf_counter() - start  # the example's own work, as its calls are
    bench = Bench(Path(job["folder"]), here, job["urls"], ask)
    run = Run(scenario, app, bench, job["mode"])
    readings, left = run.execute()
    message = {
        "readings": readings,
        "leftovers": {name: count for name, count in left.items() if count},
        "warnings": sorted(set(seen)),
        "strays": strays,
        "seconds": importing + run.seconds,
        "imported": [name for name in [*sys.modules] if name not in known],
    }
    lines.write(json.dumps(message, default=vars).encode() + b"\n")
    lines.flush()


def load(path: Path, name: str) -> ModuleType:
    """Import a file under that name."""
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def watch_warnings() -> list[str]:
    """Every warning from now on, and every exception that nobody could catch."""
    seen: list[str] = []
    warnings.resetwarnings()
    warnings.simplefilter("always")

    def note(message: Any, category: type[Warning], *rest: object) -> None:
        seen.append(placeless(f"{category.__name__}: {message}"))

    def unraisable(event: Any) -> None:
        seen.append(placeless(f"{type(event.exc_value).__name__}: {event.exc_value}"))

    warnings.showwarning = note  # type: ignore[assignment]
    sys.unraisablehook = unraisable
    return seen


def watch_writes(folder: Path) -> list[str]:
    """Every path outside the private folder that is opened for writing from now on."""
    strays: list[str] = []
    inside = (str(folder), os.path.realpath(folder), "/dev/", "/proc/")

    def audit(event: str, args: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(args[0], (str, bytes)):
            path, flags = os.path.abspath(os.fsdecode(args[0])), args[2]
            if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and not path.startswith(inside):
                strays.append(path)

    sys.addaudithook(audit)
    return strays
