"""Leaks that were shipped: ``python -m harness.lab.upstream [CASE …]`` (or ``nox -s upstream``).

Every case of ``upstream.toml`` is one program and one scenario. Both releases of the library
are judged by them, each in an environment that holds that release; the environments are made
as for the table of versions. A finding that is not the truth found by hand is said aloud and
recorded, and the run fails. A release that could not be run is said aloud, too, the other cases
go on, and what was recorded of it before stays.
"""

from __future__ import annotations

import json
import platform
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from harness.lab.versions import ASK, ROOT, NotRun, call, interpreter, run, show, uv

HERE = Path(__file__).parent
CASES = HERE / "upstream"
RECORD = ROOT / "docs/lab/upstream.json"


@dataclass(frozen=True)
class Case:
    """One case of ``upstream.toml``."""

    name: str
    package: str
    releases: list[str]
    python: tuple[str, ...]
    truth: list[str]
    link: str
    pins: tuple[str, ...] = ()

    def environment(self, release: str, folder: Path) -> str:
        """Make the environment of a release; its Python."""
        uv("venv", "--no-project", "--python", interpreter(self.python), str(folder))
        python = str(folder / "bin" / "python")
        wanted = [f"{self.package}=={release}", *self.pins]
        uv("pip", "install", "--only-binary", ":all:", "--python", python, *wanted)
        return python


def cases() -> list[Case]:
    """Every case, in order."""
    named = tomllib.loads((HERE / "upstream.toml").read_text(encoding="utf-8"))
    return [Case(name, **each) for name, each in named.items()]


def judged(case: Case, release: str) -> dict[str, Any]:
    """What the instrument says of a release, and the versions in its environment."""
    with tempfile.TemporaryDirectory(prefix="leakbook-release-") as folder:
        try:
            python = case.environment(release, Path(folder) / "venv")
            installed = run(python, "-c", ASK)
            said = call(python, "-m", "harness.lab.judged", str(CASES / case.name), cwd=ROOT)
        except NotRun as error:
            return {"not_run": str(error)}
    found: dict[str, Any] = json.loads(said.splitlines()[-1])
    return {**found, "installed": installed}


def measure(case: Case) -> dict[str, Any]:
    """Judge both releases of a case."""
    sides = {release: judged(case, release) for release in case.releases}
    for release, found in sides.items():
        show(f"{case.name:24} {release:9} {found.get('said') or found.get('not_run')}")
        show(f"{'':34} {found.get('out', '')} {found.get('left', '')}")
    return {
        "package": case.package,
        "link": case.link,
        "date": date.today().isoformat(),
        "platform": f"{platform.system()} {platform.machine()}",
        "truth": case.truth,
        "releases": case.releases,
        "found": sides,
    }


def wrong(measured: dict[str, Any]) -> list[str]:
    """Where the instrument does not say what was found by hand."""
    return [
        f"{release}: {found.get('said') or found.get('not_run')}; the truth is {truth}"
        for truth, (release, found) in zip(
            measured["truth"], measured["found"].items(), strict=True
        )
        if found.get("said") != truth
    ]


def is_whole(measured: dict[str, Any]) -> bool:
    """Whether both releases were judged."""
    return not any("not_run" in found for found in measured["found"].values())


def record(found: dict[str, Any], known: list[Case]) -> None:
    """Write what was found; cases that were not run, or not on both releases, stay as they are."""
    made = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}
    new = {name: each for name, each in found.items() if is_whole(each)}
    kept = {case.name: new.get(case.name) or made.get(case.name) for case in known}
    RECORD.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({name: each for name, each in kept.items() if each}, indent=1)
    RECORD.write_text(text + "\n", encoding="utf-8")


def main() -> int:
    """Judge the cases that are asked for; the exit code says whether a finding is wrong."""
    asked, known = sys.argv[1:], cases()
    if unknown := set(asked) - {case.name for case in known}:
        names = ", ".join(case.name for case in known)
        show(f"There is no case {', '.join(unknown)}; there are {names}.")
        return 1
    found = {}
    for case in known:
        if case.name in (asked or [case.name]):
            found[case.name] = measure(case)
            record(found, known)
    mistakes = [f"{name} {each}" for name in found for each in wrong(found[name])]
    show("\n".join(mistakes) or f"Recorded in {RECORD.relative_to(ROOT)}.")
    return bool(mistakes)


if __name__ == "__main__":
    sys.exit(main())
