"""The FastAPI experiment, repeated: ``python -m harness.lab.run`` (or ``nox -s lab``).

A real PostgreSQL and a real server, both started for this and gone afterwards; every form of
the dependency with every route, in random order. One line on the screen for each cell, one
record for the run.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import os
import platform
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, astuple, dataclass, fields
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

import psycopg

from harness.lab.watch import Sample, Watcher
from harness.servers.lease import Lease, PostgresUnavailable, acquire

ROOT = Path(__file__).parents[2]
RECORD = ROOT / "docs/lab/fastapi-load.json"
FORMS = ("with", "try/finally", "bare yield")
ROUTES = ("error", "ok", "explicit")
CONTROL = ("never closed", "held")
LIBRARIES = ("fastapi", "starlette", "uvicorn", "sqlalchemy", "psycopg", "aiohttp")
EVERY = 0.5  # seconds between two samples under load
PATIENCE = 30  # seconds for what takes one


@dataclass(frozen=True)
class Cell:
    """One form of the dependency, one route, so many workers."""

    form: str
    route: str
    workers: int
    repeat: int = 1

    def __str__(self) -> str:
        """As the screen shows it."""
        return f"{self.form:12}  /{self.route:8}  {self.workers} worker{'s'[: self.workers > 1]:1}"


def plan(options: argparse.Namespace) -> list[Cell]:
    """Every cell of the run, in an order that the seed decides."""
    pairs = [*itertools.product(options.forms, options.routes)]
    pairs += [CONTROL] if options.control else []
    repeats = range(1, options.repeats + 1)
    cells = [Cell(*pair, n, r) for pair in pairs for n in options.workers for r in repeats]
    random.Random(options.seed).shuffle(cells)
    return cells


@contextlib.contextmanager
def process(*arguments: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """Start a module in a session of its own; afterwards nothing of that session is left."""
    started = subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,  # its end is how they learn that we are gone
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield started
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)
        with started:  # closes the pipes, and waits
            pass


@contextlib.contextmanager
def database(server: str, number: int) -> Iterator[str]:
    """Lend the URL of a fresh database."""
    name = f"lab_{number}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(server)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextlib.contextmanager
def application(cell: Cell, url: str, census: Path) -> Iterator[str]:
    """Serve the application with the cell's form and workers; lend its address."""
    known = {"DATABASE_URL": url, "LAB_FORM": cell.form, "LAB_CENSUS": str(census)}
    with process("harness.lab.serve", str(cell.workers), **known) as server:
        assert server.stdout
        address = f"http://127.0.0.1:{int(server.stdout.readline())}"
        deadline, pause = time.monotonic() + PATIENCE, threading.Event()
        while len(list(census.glob("*.jsonl"))) < cell.workers:
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The server of {cell.form}, {cell.workers} did not start.")
            pause.wait(0.05)
        yield address


def measure(cell: Cell, run: Path, number: int, options: argparse.Namespace) -> dict[str, Any]:
    """Run one cell and return its part of the record."""
    census, server = run / f"census-{number}", acquire(run)
    census.mkdir()  # it goes with the run's directory
    with contextlib.ExitStack() as stack:
        url = stack.enter_context(database(server, number))
        connection = stack.enter_context(psycopg.connect(url, autocommit=True))
        connection.execute("CREATE TABLE item (id serial PRIMARY KEY, name text NOT NULL)")
        address = stack.enter_context(application(cell, url, census))
        watcher = Watcher(connection, census)
        load = stack.enter_context(process(
            "harness.lab.load", f"{address}/{cell.route}",
            "--connections", str(options.connections), "--seconds", str(options.seconds),
        ))  # fmt: skip
        assert load.stdout
        load.stdout.readline()  # it has started
        samples = [*under(load, watcher)]
        if not (said := load.stdout.read()):
            raise RuntimeError(f"The load client ended without a word ({cell}).")
        tally = json.loads(said)
        after = [*afterwards(watcher, options.after)]
        return {
            **asdict(cell), "order": number, **tally, "raised": watcher.errors(),
            "load": [astuple(each) for each in samples], "after": [astuple(each) for each in after],
        }  # fmt: skip


def under(load: subprocess.Popen[str], watcher: Watcher) -> Iterator[Sample]:
    """Take samples for as long as the load runs."""
    start = time.time()
    for number in itertools.count():
        with contextlib.suppress(subprocess.TimeoutExpired):
            load.wait(max(0.0, start + number * EVERY - time.time()))
            return
        yield watcher.sample(start)


def afterwards(watcher: Watcher, seconds: list[float]) -> Iterator[Sample]:
    """Take samples so many seconds after the load."""
    start, pause = time.time(), threading.Event()
    for each in seconds:
        pause.wait(max(0.0, start + each - time.time()))
        yield watcher.sample(start)


def line(number: int, total: int, cell: Cell, found: dict[str, Any]) -> str:
    """What the screen says of a cell."""
    at = [each.name for each in fields(Sample)].index
    held, out = at("idle_in_transaction"), at("sessions")
    largest = f"{max(s[held] for s in found['load'])}/{max(s[out] for s in found['load'])}"
    later = "  ".join(f"{s[held]}/{s[out]}" for s in found["after"])
    return (
        f"{number:3}/{total}  {cell}  {found['requests']:6} requests  "
        f"idle in transaction/sessions: largest {largest}, after {later}"
    )


def experiment(options: argparse.Namespace) -> dict[str, Any]:
    """Run every cell and return the record."""
    cells, made = plan(options), []
    lease = Lease.take()
    try:
        with psycopg.connect(acquire(lease.run)) as connection:
            found = connection.info.parameter_status("server_version") or ""
        for number, cell in enumerate(cells, 1):
            made.append(measure(cell, lease.run, number, options))
            print(line(number, len(cells), cell, made[-1]), flush=True)  # noqa: T201
    finally:
        lease.release()
    return {
        "date": date.today().isoformat(),
        "platform": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "shared": "the load client, the server and PostgreSQL share the machine",
        "versions": {
            "Python": platform.python_version(),
            "PostgreSQL": found.split()[0],
            **{name: version(name) for name in LIBRARIES},
        },
        "options": {k: v for k, v in vars(options).items() if k != "out"},
        "columns": [each.name for each in fields(Sample)],
        "cells": sorted(made, key=lambda c: (c["form"], c["route"], c["workers"], c["repeat"])),
    }


def write(record: dict[str, Any], path: Path) -> None:
    """Write the record, a cell's samples on one line each."""
    cells = record.pop("cells")
    head = json.dumps(record, indent=1).removesuffix("\n}")
    body = ",\n".join(json.dumps(each) for each in cells)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'{head},\n "cells": [\n{body}\n]}}\n', encoding="utf-8")


def options() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(prog="nox -s lab --", description=__doc__)
    parser.add_argument("--seconds", type=float, default=10, help="of load; the source had 30")
    parser.add_argument("--after", type=float, nargs="+", default=[0, 1, 5, 35])
    parser.add_argument("--connections", type=int, default=300)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 4])
    parser.add_argument("--forms", nargs="*", choices=FORMS, default=[*FORMS])
    parser.add_argument("--routes", nargs="*", choices=ROUTES, default=[*ROUTES])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--seed", type=int, default=random.randrange(10_000))
    parser.add_argument("--no-control", dest="control", action="store_false")
    parser.add_argument("--out", type=Path, default=RECORD, help="where the record goes")
    return parser.parse_args()


def stop(*_: object) -> NoReturn:
    """Treat a request to end as Ctrl-C."""
    raise KeyboardInterrupt


def main() -> int:
    """Run, and write the record only of a run that came to its end."""
    signal.signal(signal.SIGTERM, stop)
    asked = options()
    try:
        write(experiment(asked), asked.out)
    except KeyboardInterrupt:
        print("Interrupted: nothing was recorded, and nothing is left behind.")  # noqa: T201
        return 130
    except (PostgresUnavailable, RuntimeError) as error:
        print(error)  # noqa: T201
        return 1
    print(f"Recorded in {asked.out}.")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
