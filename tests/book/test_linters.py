"""What two linters see of each example's bug, and when they are asked again."""

import json
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import pytest

from harness import linters
from harness.record import linted
from harness.record.evidence import BUILD, BadEvidence
from harness.record.examples import Example

MakeExample = Callable[..., Example]


@pytest.fixture(scope="module")
def rows() -> dict[str, list[list[str]]]:
    """The recorded table, recorded now if it does not stand."""
    linters.record()
    rows: dict[str, list[list[str]]] = linted.load()["rows"]
    return rows


@pytest.fixture
def root(tmp_path: Path, make_example: MakeExample, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of examples with one that linters are asked about, and its record."""
    monkeypatch.setattr(linted, "TOPICS", ("topic",))
    make_example(buggy="file = open('a')\n", fixed="file = None\n", scenario="")
    linters.record(tmp_path, tmp_path / "build")
    return tmp_path


def test_the_linters_see_these_and_no_others(rows: dict[str, list[list[str]]]) -> None:
    """Of the pairs of the first guide, most go unseen."""
    seen = {name: {*ruff, *pylint} for name, (ruff, pylint, _) in rows.items()}
    assert {name: codes for name, codes in seen.items() if codes} == {
        "cpython/early_return": {"SIM115", "R1732"},
        "cpython/urlopen": {"R1732"},
        "leaks/cached_method": {"B019", "W1518"},
        "leaks/child_left_running": {"R1732"},
        "leaks/contextmanager": {"RUF075"},
    }
    assert len(rows) == len(linted.linted())


def test_both_linters_are_asked(root: Path) -> None:
    """What each of them says stands in its own column."""
    record = linted.load(root, root / "build")
    assert record["rows"] == {"topic/case": [["SIM115"], ["R1732"], []]}
    assert record["versions"] == linters.versions()


def test_a_table_that_stands_is_left_alone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No linter runs for it."""
    monkeypatch.setattr(linters, "run", lambda *command: pytest.fail("it ran"))
    linters.record(root, root / "build")


def test_an_edited_example_makes_it_stale(root: Path) -> None:
    """The site refuses the old table, and the next run records a new one."""
    (root / "topic" / "case" / "buggy.py").write_text("file = None\n", encoding="utf-8")
    with pytest.raises(BadEvidence, match="is stale, the examples have changed"):
        linted.load(root, root / "build")
    linters.record(root, root / "build")
    assert linted.load(root, root / "build")["rows"] == {"topic/case": [[], [], []]}


def test_another_linter_makes_it_stale(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new release may see more."""
    monkeypatch.setattr(linters, "versions", lambda: {"ruff": "0.1", "pylint": "1.0"})
    assert not linters.is_fresh(root, root / "build")


def test_a_linter_that_is_missing_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever builds without it gets one sentence."""

    def missing() -> dict[str, str]:
        raise PackageNotFoundError("pylint")

    monkeypatch.setattr(linters, "versions", missing)
    with pytest.raises(SystemExit, match="pylint is not installed; install the group 'lint'"):
        linters.record(root, root / "build")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (None, "no linter's word was recorded; run `nox -s evidence`"),
        ("{", "is no table of linters; run `nox -s evidence`"),
        ("[]", "is no table of linters"),
        ({"digest": ""}, "is no table of linters"),
        ({"digest": "", "rows": {}, "versions": {}}, "is stale"),
    ],
)
def test_what_is_no_table_is_refused(root: Path, text: Any, sentence: str) -> None:
    """In one sentence that says what mends it."""
    path = root / "build" / linted.NAME
    path.unlink()
    if text is not None:
        path.write_text(text if isinstance(text, str) else json.dumps(text), encoding="utf-8")
    with pytest.raises(BadEvidence, match=sentence):
        linted.load(root, root / "build")


def test_the_record_lies_with_the_others(rows: dict[str, list[list[str]]]) -> None:
    """A run of all examples and a build of the site find it in one place."""
    assert (BUILD / linted.NAME).is_file()
