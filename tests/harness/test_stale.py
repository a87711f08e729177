"""A preview runs what is stale before it rebuilds, and waits for nothing else."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from harness import stale
from harness.record import evidence
from harness.record.examples import ROOT, BadExample, Example

MakeExample = Callable[..., Example]
EMPTY = '"""Lend."""\n'


@pytest.fixture
def example(make_example: MakeExample, monkeypatch: pytest.MonkeyPatch) -> Example:
    """The only example there is; nothing was recorded of it."""
    made = make_example(buggy=EMPTY, fixed=EMPTY, scenario=EMPTY)
    monkeypatch.setattr(stale, "all_examples", lambda: [made])
    return made


def test_only_the_stale_example_runs(example: Example) -> None:
    """Pytest is told one folder, and to leave out what still stands there."""
    assert stale.wanted() == ["examples/topic/case"]
    assert stale.OPTIONS[0] == "--stale"


def test_nothing_runs_when_nothing_is_stale(
    example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edit of prose starts no pytest."""
    monkeypatch.setattr(stale, "is_of", lambda example, variant, digest: True)
    monkeypatch.setattr(subprocess, "call", lambda *rest, **options: pytest.fail("it ran"))
    assert stale.main() == 0


def test_a_record_stands_until_something_is_edited(example: Example, tmp_path: Path) -> None:
    """It is asked for its digest alone: one that contradicts its promise would say so again."""
    build = tmp_path / "build"
    path = evidence.path_of(example, "fixed", build)
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"digest": example.digest, "finding": "against its promise"}))
    assert evidence.is_of(example, "fixed", example.digest, build)
    (example.folder / "fixed.py").write_text(f"{EMPTY}\n")
    assert not evidence.is_of(example, "fixed", example.digest, build)
    assert not evidence.is_of(example, "buggy", example.digest, build)


def test_a_session_is_asked_for_as_well(
    example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Records that stand do not make up for a session that has not passed."""
    monkeypatch.setattr(stale, "is_of", lambda example, variant, digest: variant != "session")
    assert stale.wanted() == []
    (example.folder / "session.txt").write_text(">>> 1\n1\n")
    assert stale.wanted() == ["examples/topic/case"]


def test_a_bad_example_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A stray file is named before anything runs."""

    def refuse() -> list[Example]:
        raise BadExample("examples/topic/case/odd.bin: stray file; remove it")

    monkeypatch.setattr(stale, "all_examples", refuse)
    assert stale.main() == 1
    assert capsys.readouterr().err == "examples/topic/case/odd.bin: stray file; remove it\n"


def test_it_needs_no_pytest() -> None:
    """What it asks costs no import of pytest."""
    program = "import sys; import harness.stale; sys.exit('pytest' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0
