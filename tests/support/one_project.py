"""A checkout with one example in it, on which anything can be tried."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from harness.record.examples import ROOT

CASE = "permits/raising_query"


class Project:
    """A copy of the harness with one example, so that no other run sees what is tried on it."""

    def __init__(self, folder: Path, case: str = CASE) -> None:
        """Copy what a run of the example reads."""
        self.folder, self.case = folder, case
        self.evidence = folder / "build" / "evidence" / case
        self.record = self.evidence / "fixed.json"
        ignored = shutil.ignore_patterns("__pycache__")
        for name in ("harness", f"examples/{case}"):
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        for name in ("conftest.py", "pyproject.toml"):
            shutil.copy(ROOT / name, folder / name)

    def run(self, *arguments: str, inside: str = "") -> subprocess.CompletedProcess[str]:
        """Run pytest on the example as a person would, ``inside`` of a prepared shell."""
        return subprocess.run(
            self.command(*arguments, inside=inside),
            cwd=self.folder,
            capture_output=True,
            text=True,
        )

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """The same, and go on while it runs."""
        return subprocess.Popen(
            self.command(*arguments),
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def command(self, *arguments: str, inside: str = "") -> list[str]:
        """How pytest is started."""
        pytest = [sys.executable, "-m", "pytest", f"examples/{self.case}", *arguments]
        return ["sh", "-c", f'{inside}; exec "$@"', "sh", *pytest] if inside else pytest

    def left(self) -> list[str]:
        """Processes that still live here, and halves of records."""
        alive = [each.name for each in Path("/proc").glob("[0-9]*") if lives_in(each, self.folder)]
        return alive + [path.name for path in (self.folder / "build").rglob("*.part")]


def lives_in(process: Path, folder: Path) -> bool:
    """Whether a process works in a folder."""
    try:
        return Path(os.readlink(process / "cwd")).is_relative_to(folder)
    except OSError:  # it has just ended
        return False
