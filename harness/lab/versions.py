"""The table of versions: ``python -m harness.lab.versions [TABLE …]`` (or ``nox -s versions``).

Every probe of ``releases.toml`` runs on every release, in an environment that ``uv`` makes for
it; interpreters are taken as they are found, never downloaded. A cell that could not be run
says why.
"""

from __future__ import annotations

import ast
import json
import os
import platform
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
RECORD = ROOT / "docs/lab/versions.json"
FRAME = " \u00d7│╰─▶"  # what uv draws around its reasons
PATIENCE = 120  # seconds for one cell, its environment included
ASK = (
    "import importlib.metadata as m, json, platform;"
    "print(json.dumps({'Python': platform.python_version(),"
    " **{d.metadata['Name']: d.version for d in m.distributions()}}))"
)


class NotRun(Exception):
    """A cell could not be run; the message says why."""


@dataclass(frozen=True)
class Table:
    """One table of ``releases.toml``."""

    name: str
    title: str
    releases: list[str]
    probes: list[str]
    package: str = ""
    folder: str = ""
    pins: tuple[str, ...] = ()
    python: tuple[str, ...] = ()
    link: str = ""

    def script(self, probe: str) -> Path:
        """The program of a probe."""
        return HERE / "probes" / (self.folder or self.name) / f"{probe}.py"

    def environment(self, release: str) -> list[str]:
        """What ``uv`` is told to make."""
        if self.name == "python":
            return ["--python", interpreter((release,))]
        wanted = [f"{self.package or self.name}=={release}", *self.pins]
        with_each = [word for each in wanted for word in ("--with", each)]
        return ["--python", interpreter(self.python), *with_each]


def tables() -> list[Table]:
    """Every table, in order."""
    named = tomllib.loads((HERE / "releases.toml").read_text(encoding="utf-8"))
    return [Table(name, **each) for name, each in named.items()]


def uv(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run uv with no interpreter but those of this machine."""
    return subprocess.run(
        [sys.executable, "-m", "uv", *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "UV_PYTHON_DOWNLOADS": "never", "PYTHONPATH": str(ROOT)},
        timeout=PATIENCE,
        **options,
    )


def interpreter(versions: tuple[str, ...]) -> str:
    """The first of these Pythons that this machine has."""
    for each in versions:
        found = uv("python", "find", "--no-project", "--system", each)
        if found.returncode == 0:
            return found.stdout.strip()
    raise NotRun(f"no Python {' or '.join(versions)} here")


def run(table: Table, release: str, *program: str) -> dict[str, str]:
    """Run a program in the environment of a release; the line of JSON that it printed."""
    with tempfile.TemporaryDirectory(prefix="leakbook-probe-") as folder:
        try:
            ended = uv(
                "run", "--no-project", "--no-config", "--isolated", *table.environment(release),
                "python", "-W", "ignore", *program, cwd=folder,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise NotRun(f"no answer in {PATIENCE} s") from None
    if ended.returncode:
        raise NotRun(reason(ended.stderr))
    said: dict[str, str] = json.loads(ended.stdout.splitlines()[-1])
    return said


def reason(said: str) -> str:
    """Why a program or its environment failed, in one line."""
    lines = [line.strip(FRAME) for line in said.splitlines() if line.strip()]
    told = [line for line in lines if line.startswith(("No solution", "Failed to", "Because"))]
    return (told or lines or ["it ended without a word"])[-1][:200]


def question(script: Path) -> str:
    """What a probe asks."""
    return ast.get_docstring(ast.parse(script.read_text(encoding="utf-8"))) or ""


def cell(table: Table, release: str, probe: str) -> dict[str, str]:
    """One cell of the table."""
    try:
        found = run(table, release, str(table.script(probe)))
    except NotRun as error:
        found = {"not_run": str(error)}
    show(f"{table.title:12} {release:8} {probe:20} {found.get('answer') or found}")
    return found


def installed(table: Table, release: str) -> dict[str, str]:
    """The versions in the environment of a release."""
    try:
        return run(table, release, "-c", ASK)
    except NotRun:
        return {}


def measure(table: Table) -> dict[str, Any]:
    """Run all the cells of a table."""
    return {
        "title": table.title,
        "date": date.today().isoformat(),
        "platform": f"{platform.system()} {platform.machine()}",
        "link": table.link,
        "releases": table.releases,
        "installed": {each: installed(table, each) for each in table.releases},
        "probes": [
            {
                "name": probe,
                "question": question(table.script(probe)),
                "cells": {each: cell(table, each, probe) for each in table.releases},
            }
            for probe in table.probes
        ],
    }


def show(line: str) -> None:
    """Say it on the screen."""
    print(line, flush=True)  # noqa: T201 - a run takes minutes, and someone watches


def main() -> int:
    """Run the tables that are asked for; the record keeps the others as they are."""
    asked, known = sys.argv[1:], tables()
    if unknown := set(asked) - {table.name for table in known}:
        names = ", ".join(table.name for table in known)
        show(f"There is no table {', '.join(unknown)}; there are {names}.")
        return 1
    made = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}
    found = {table.name: measure(table) for table in known if table.name in (asked or [table.name])}
    ordered = {t.name: found.get(t.name) or made.get(t.name) for t in known}
    RECORD.parent.mkdir(parents=True, exist_ok=True)
    kept = {name: each for name, each in ordered.items() if each}
    RECORD.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    show(f"Recorded in {RECORD.relative_to(ROOT)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
