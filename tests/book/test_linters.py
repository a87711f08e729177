"""What two linters see of each example's bug; the record is the table on a page."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import version
from io import StringIO
from pathlib import Path

import pytest

from harness.record.examples import EXAMPLES, LINTED, ROOT, Example

TABLE = ROOT / "build" / "linters.csv"
"""What a page shows: written when its content has changed, never committed."""

RUFF = ("SIM115", "B019", "RUF006", "RUF075", "ASYNC", "S113")
"""The rules of ruff that speak of resources; some of them are previews."""

PYLINT = {"consider-using-with": "R1732", "method-cache-max-size-none": "W1518"}
"""The messages of pylint that do, with their codes."""

Findings = dict[str, dict[str, set[str]]]
"""For each example and variant, the codes that were reported."""

PAIRS = [
    Example(path.parent)
    for topic in LINTED
    for path in sorted(EXAMPLES.glob(f"{topic}/*/buggy.py"))
]


def run(*command: str) -> list[dict[str, str]]:
    """Run a linter as a module, outside any configuration; its report."""
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.startswith("["), done.stderr
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
    found: Findings = defaultdict(lambda: defaultdict(set))
    for path, code in reported:
        found[Example(path.parent).name][path.stem].add(code)
    return found


def words(codes: set[str]) -> str:
    """The codes as a cell shows them."""
    return ", ".join(sorted(codes)) or "—"


def rows(linters: tuple[Findings, Findings]) -> Iterator[list[str]]:
    """The table: the example, what each linter says of ``buggy``, what both say of ``fixed``."""
    yield ["pair", f"ruff {version('ruff')}", f"pylint {version('pylint')}", "both, of the fix"]
    for example in PAIRS:
        fixes = [found[example.name][v] for found in linters for v in example.variants[1:]]
        buggy = [words(found[example.name]["buggy"]) for found in linters]
        yield [example.name, *buggy, words(set().union(*fixes))]
    seen = [sum(bool(found[example.name]["buggy"]) for example in PAIRS) for found in linters]
    yield [f"seen, of {len(PAIRS)}", *map(str, seen), ""]


@pytest.fixture(scope="module")
def linters() -> tuple[Findings, Findings]:
    """What ruff and pylint say of every pair of the first guide."""
    files = [str(path) for example in PAIRS for path in example.files() if path.suffix == ".py"]
    files = [path for path in files if not path.endswith("scenario.py")]
    return findings(ruff(files)), findings(pylint(files))


def test_the_table_is_recorded(linters: tuple[Findings, Findings]) -> None:
    """The page shows the linters' verdicts as they were just computed."""
    table = StringIO()
    csv.writer(table, lineterminator="\n").writerows(rows(linters))
    TABLE.parent.mkdir(exist_ok=True)
    if not TABLE.exists() or TABLE.read_text(encoding="utf-8") != table.getvalue():
        TABLE.write_text(table.getvalue(), encoding="utf-8")
    assert len(table.getvalue().splitlines()) == len(PAIRS) + 2


def test_the_linters_see_these_and_no_others(linters: tuple[Findings, Findings]) -> None:
    """Of the pairs of the first guide, most go unseen."""
    seen = {
        example.name: set().union(*(found[example.name]["buggy"] for found in linters))
        for example in PAIRS
    }
    assert {name: codes for name, codes in seen.items() if codes} == {
        "cpython/early_return": {"SIM115", "R1732"},
        "cpython/urlopen": {"R1732"},
        "leaks/cached_method": {"B019", "W1518"},
        "leaks/child_left_running": {"R1732"},
        "leaks/contextmanager": {"RUF075"},
    }
