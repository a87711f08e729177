"""The table of versions: ``python -m harness.lab.versions [TABLE …]`` (or ``nox -s versions``).

Every probe of ``releases.toml`` runs on every release, several times over, in an environment
that ``uv`` makes for it; interpreters are taken as they are found, never downloaded. A cell
that could not be run says why.
"""

from __future__ import annotations

import ast
import contextlib
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
REPEATS = 3  # runs of a cell, which must agree
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

    def requirements(self, release: str) -> list[str]:
        """What is installed for a release."""
        if self.name == "python":
            return []
        return [f"{self.package or self.name}=={release}", *self.pins]


def tables() -> list[Table]:
    """Every table, in order."""
    named = tomllib.loads((HERE / "releases.toml").read_text(encoding="utf-8"))
    return [Table(name, **each) for name, each in named.items()]


def call(*arguments: str, **options: Any) -> str:
    """Run a program and return what it printed; `NotRun` if it failed."""
    environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "PYTHONPATH": str(ROOT)}
    try:
        ended: subprocess.CompletedProcess[str] = subprocess.run(
            arguments, capture_output=True, text=True, env=environment, timeout=PATIENCE, **options
        )
    except subprocess.TimeoutExpired:
        raise NotRun(f"no answer in {PATIENCE} s") from None
    if ended.returncode:
        raise NotRun(reason(ended.stderr))
    return ended.stdout


def uv(*arguments: str) -> str:
    """Run uv with no interpreter but those of this machine."""
    return call(sys.executable, "-m", "uv", "--no-config", *arguments)


def interpreter(versions: tuple[str, ...]) -> str:
    """The first of these Pythons that this machine has."""
    for each in versions:
        with contextlib.suppress(NotRun):
            return uv("python", "find", "--no-project", "--system", each).strip()
    raise NotRun(f"no Python {' or '.join(versions)} here")


def environment(table: Table, release: str, folder: Path) -> str:
    """Make the environment of a release; its Python."""
    versions = (release,) if table.name == "python" else table.python
    uv("venv", "--no-project", "--python", interpreter(versions), str(folder))
    python = str(folder / "bin" / "python")
    if wanted := table.requirements(release):
        uv("pip", "install", "--python", python, *wanted)
    return python


def run(python: str, *program: str) -> dict[str, str]:
    """Run a program in a folder of its own; the line of JSON that it printed."""
    with tempfile.TemporaryDirectory(prefix="leakbook-probe-") as folder:
        said = call(python, "-W", "ignore", *program, cwd=folder)
    found: dict[str, str] = json.loads(said.splitlines()[-1])
    return found


def reason(said: str) -> str:
    """Why a program or its environment failed, in one line."""
    lines = [line.strip(FRAME) for line in said.splitlines() if line.strip()]
    told = [line for line in lines if line.startswith(("No solution", "Failed to", "Because"))]
    return (told or lines or ["it ended without a word"])[-1][:200]


def question(script: Path) -> str:
    """What a probe asks."""
    return ast.get_docstring(ast.parse(script.read_text(encoding="utf-8"))) or ""


def cell(python: str, script: Path) -> dict[str, str]:
    """One cell of the table: an answer, if all its runs give the same."""
    try:
        answers = {run(python, str(script))["answer"]: None for _ in range(REPEATS)}
    except NotRun as error:
        return {"not_run": str(error)}
    if len(answers) > 1:
        return {"not_run": f"differs from run to run ({'; '.join(answers)})"}
    return {"answer": next(iter(answers))}


def column(table: Table, release: str) -> dict[str, Any]:
    """All the cells of a release, and the versions in its environment."""
    with tempfile.TemporaryDirectory(prefix="leakbook-release-") as folder:
        try:
            python = environment(table, release, Path(folder) / "venv")
            found: dict[str, Any] = {"installed": run(python, "-c", ASK)}
            found |= {probe: cell(python, table.script(probe)) for probe in table.probes}
        except NotRun as error:
            found = {"installed": {}, **{p: {"not_run": str(error)} for p in table.probes}}
    for probe in table.probes:
        show(f"{table.title:12} {release:8} {probe:20} {' '.join(found[probe].values())}")
    return found


def measure(table: Table) -> dict[str, Any]:
    """Run all the cells of a table."""
    columns = {release: column(table, release) for release in table.releases}
    return {
        "title": table.title,
        "date": date.today().isoformat(),
        "platform": f"{platform.system()} {platform.machine()}",
        "repeats": REPEATS,
        "link": table.link,
        "releases": table.releases,
        "installed": {release: found["installed"] for release, found in columns.items()},
        "probes": [
            {
                "name": probe,
                "question": question(table.script(probe)),
                "cells": {release: found[probe] for release, found in columns.items()},
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
