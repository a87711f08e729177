"""A soak sees a verdict that comes and goes, counts what it has run, and leaves nothing running."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from harness.lab import soak
from harness.lab.soak import Counts, load
from harness.record.examples import ROOT, Example

PATIENCE = 300
CASE = "template/badge"
COIN = "import secrets\nimport threading\n"
"""Each process gets its own answer, so that the runs of one variant do not agree."""


@pytest.fixture
def example(tmp_path: Path) -> Example:
    """A copy of the template, to be spoilt."""
    folder = tmp_path / "examples" / CASE
    folder.mkdir(parents=True)
    for name in ("buggy.py", "fixed.py", "scenario.py"):
        (folder / name).write_bytes((ROOT / "examples" / CASE / name).read_bytes())
    return Example(folder)


def soaked(example: Example, rounds: int, *options: str) -> "subprocess.CompletedProcess[str]":
    """What a soak of that example says."""
    below = example.folder.parents[1]
    kept = ["--below", str(below), "--counts", str(below.parent / "counts.json")]
    command = [sys.executable, "-m", "harness.lab.soak", *kept, f"--rounds={rounds}", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE)


def counts_of(example: Example) -> dict[str, Any]:
    """What the file has of each variant."""
    text = (example.folder.parents[2] / "counts.json").read_text(encoding="utf-8")
    (found,) = json.loads(text).values()
    return dict(found)


def test_a_verdict_that_comes_and_goes_is_seen(example: Example) -> None:
    """The permit is kept as a coin falls: it is counted, and printed with its record."""
    path = example.folder / "buggy.py"
    text = path.read_text(encoding="utf-8").replace("import threading\n", COIN)
    release = "    if secrets.randbits(1):\n        printers.release()\n        raise KeyError\n"
    path.write_text(text.replace("    host =", f"{release}    host ="), encoding="utf-8")
    done = soaked(example, 6)
    found = counts_of(example)[f"{CASE} buggy"]
    assert done.returncode == 1, done.stdout + done.stderr
    assert (found["rounds"], found["differing"] > 0) == (6, True)
    assert f"examples/{CASE}/buggy.py: permit: promised leaks for good" in done.stdout
    assert '"readings": {' in done.stdout
    assert counts_of(example)[f"{CASE} fixed"]["differing"] == 0


def test_what_is_certain_stays_certain(example: Example) -> None:
    """The rounds of one soak are added to those of the last, and the first day stays."""
    for rounds in (2, 1):
        done = soaked(example, rounds, "--seed", "7")
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout.startswith("--seed 7 gives this order again.\n")
    for variant in ("buggy", "fixed"):
        found = counts_of(example)[f"{CASE} {variant}"]
        assert (found["rounds"], found["differing"]) == (3, 0)


def test_what_was_edited_is_counted_anew(example: Example, tmp_path: Path) -> None:
    """Rounds of other files say nothing of these."""
    path = tmp_path / "counts.json"
    Counts(path).add(example, "fixed", True)
    Counts(path).add(example, "fixed", False)
    assert counts_of(example)[f"{CASE} fixed"]["rounds"] == 2
    (example.folder / "fixed.py").write_text('"""Something else."""\n', encoding="utf-8")
    Counts(path).add(example, "fixed", False)
    found = counts_of(example)[f"{CASE} fixed"]
    assert (found["rounds"], found["differing"]) == (1, 0)


def test_a_name_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """A soak of nothing would always pass."""
    with pytest.raises(SystemExit):
        soak.main(["template/bagde"])
    assert "no example or topic is called template/bagde" in capsys.readouterr().err


def test_the_load_ends_with_the_soak() -> None:
    """So many processes are busy meanwhile, and none afterwards."""
    with load(2) as spinning:
        assert [each.poll() for each in spinning] == [None, None]
    assert all(each.returncode for each in spinning)
