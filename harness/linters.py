"""What two linters see of the examples: a record with a digest, ``python -m harness.linters``.

It runs the linters only where the table no longer stands: the examples changed, or a linter did.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from harness.record import evidence, linted
from harness.record.examples import EXAMPLES, ROOT, Example

RUFF = ("SIM115", "B019", "RUF006", "RUF075", "ASYNC", "S113")
"""The rules of ruff that speak of resources; some of them are previews."""

PYLINT = {"consider-using-with": "R1732", "method-cache-max-size-none": "W1518"}
"""The messages of pylint that do, with their codes."""

Findings = dict[str, dict[str, set[str]]]
"""For each example and variant, the codes that were reported."""


def run(*command: str) -> list[dict[str, str]]:
    """Run a linter as a module, outside any configuration; its report."""
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if not done.stdout.startswith("["):
        raise SystemExit(f"{command[0]} gave no report: {done.stderr.strip()}")
    report: list[dict[str, str]] = json.loads(done.stdout)
    return report


def ruff(files: list[str]) -> Iterator[tuple[Path, str]]:
    """Each finding of ruff: the file and the code."""
    for each in run(
        *("ruff", "check", "--isolated", "--preview", "--no-cache", "--exit-zero"),
        *("--output-format=json", "--target-version=py311", f"--select={','.join(RUFF)}"),
        *files,
    ):
        yield Path(each["filename"]), each["code"]


def pylint(files: list[str]) -> Iterator[tuple[Path, str]]:
    """Each finding of pylint: the file and the code."""
    for each in run(
        *("pylint", "--rcfile=/dev/null", "--jobs=2", "--output-format=json"),
        *("--disable=all", f"--enable={','.join(PYLINT)}", *files),
    ):
        yield ROOT / each["path"], PYLINT[each["symbol"]]


def findings(reported: Iterator[tuple[Path, str]]) -> Findings:
    """The same by example and variant."""
    codes: Findings = defaultdict(lambda: defaultdict(set))
    for path, code in reported:
        codes[Example(path.parent).name][path.stem].add(code)
    return codes


def versions() -> dict[str, str]:
    """The linters that are installed."""
    return {name: version(name) for name in ("ruff", "pylint")}


def row(example: Example, linters: tuple[Findings, Findings]) -> list[list[str]]:
    """What each linter says of ``buggy``, and what both say of every fix."""
    buggy = [sorted(codes[example.name]["buggy"]) for codes in linters]
    fixes = [codes[example.name][v] for codes in linters for v in example.variants[1:]]
    return [*buggy, sorted(set().union(*fixes))]


def table(root: Path = EXAMPLES) -> dict[str, Any]:
    """Run both linters over every example whose table a page shows."""
    used, examples = versions(), linted.linted(root)
    files = [str(each.folder / f"{v}.py") for each in examples for v in each.variants]
    linters = (findings(ruff(files)), findings(pylint(files))) if files else ({}, {})
    rows = {each.name: row(each, linters) for each in examples}
    return {"digest": linted.digest(root), "versions": used, "rows": rows}


def is_fresh(root: Path = EXAMPLES, build: Path = evidence.BUILD) -> bool:
    """Whether the record is of these examples and of these linters."""
    try:
        return bool(linted.load(root, build)["versions"] == versions())
    except (evidence.BadEvidence, PackageNotFoundError):
        return False


def record(root: Path = EXAMPLES, build: Path = evidence.BUILD) -> None:
    """Write the table, unless the one that is there still stands."""
    if is_fresh(root, build):
        return
    try:
        text = json.dumps(table(root), indent=1)
    except PackageNotFoundError as error:
        raise SystemExit(
            f"build/evidence/{linted.NAME}: {error.name} is not installed; "
            "install the group 'lint' of pyproject.toml"
        ) from None
    build.mkdir(parents=True, exist_ok=True)
    (build / linted.NAME).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    record()
