"""The commands that people type do what they expect."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from harness.catalog import ROOT, find
from harness.evidence import path_of

CASE = "examples/permits/raising_query"
RECORD = path_of(find("permits/raising_query"), "fixed")
ALL = len(find("permits/raising_query").variants) + 1  # and its session


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run pytest as a person would."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )


def test_a_folder_runs_its_variants() -> None:
    """`pytest examples/<topic>/<case>` runs each variant and says what the verdicts were."""
    done = run(CASE)
    assert f"{ALL} passed" in done.stdout
    assert "2  drains" in done.stdout
    assert "1  leaks for good" in done.stdout
    assert "the harness added" in done.stdout


def test_k_selects_a_variant() -> None:
    """`-k buggy` runs the buggy half alone."""
    assert f"1 passed, {ALL - 1} deselected" in run(CASE, "-k", "buggy").stdout


def test_two_workers() -> None:
    """`-n 2` gives the same verdicts."""
    done = run(CASE, "-n", "2")
    assert f"{ALL} passed" in done.stdout, done.stdout
    assert "2  drains" in done.stdout


def test_stale_runs_what_changed() -> None:
    """`--stale` leaves fresh evidence alone and renews a corrupt record."""
    run(CASE)
    nothing = run(CASE, "--stale")
    assert f"{ALL} deselected" in nothing.stdout
    assert nothing.returncode == 0
    RECORD.write_text("{")
    assert f"1 passed, {ALL - 1} deselected" in run(CASE, "--stale").stdout
    assert json.loads(RECORD.read_text())["found"]["verdict"] == "drains"


def test_repeats_are_recorded() -> None:
    """`--repeats` takes the readings again and says so in the record."""
    run(CASE, "--repeats", "2", "-k", "fixed")
    assert json.loads(RECORD.read_text())["repeats"] == 2


def test_unchanged_evidence_is_not_rewritten() -> None:
    """A run that sees the same as before leaves the record's file alone."""
    run(CASE)
    before = RECORD.stat().st_mtime_ns
    run(CASE)
    assert RECORD.stat().st_mtime_ns == before


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_nothing_stays_after_an_interrupted_run(how: signal.Signals, tmp_path: Path) -> None:
    """Ctrl-C and kill in the middle of a run leave no process and no directory behind."""
    reader, writer = os.pipe()
    folder = tmp_path / "topic" / "case"
    folder.mkdir(parents=True)
    # The child says that it is there through the pipe, then waits for ever.
    (folder / "fixed.py").write_text(
        f"import os, signal\nos.write({writer}, b'here')\nsignal.pause()\n"
    )
    (folder / "scenario.py").write_text("scenario = None\n")
    private = tmp_path / "tmp"
    private.mkdir()
    job = {"example": str(folder), "variant": "fixed", "mode": "let_go", "imports": [], "urls": {}}
    process = subprocess.Popen(
        [sys.executable, "-c", LAUNCH.format(writer=writer), json.dumps(job)],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(private), "PYTHONPATH": str(ROOT)},
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    assert os.read(reader, 20)
    process.send_signal(how)
    process.wait()
    assert os.read(reader, 1) == b""  # every process that had the pipe is gone
    os.close(reader)
    assert list(private.iterdir()) == []


LAUNCH = """
import json, subprocess, sys
from harness import isolation
popen = subprocess.Popen
def inherit(command, pass_fds, **rest):
    return popen(command, pass_fds=[*pass_fds, {writer}], **rest)
isolation.subprocess.Popen = inherit  # only so that the child has the test's pipe
isolation.Runner().run(json.loads(sys.argv[1]), lambda server, question: 0)
"""
