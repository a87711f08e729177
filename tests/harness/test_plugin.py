"""The commands that people type do what they expect."""

import json
import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from one_project import CASE, Project

from harness.record.examples import ROOT, find

ALL = len(find(CASE).variants) + 1  # and its session


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project of this module's own."""
    return Project(tmp_path_factory.mktemp("project"))


def test_a_folder_runs_its_variants(project: Project) -> None:
    """`pytest examples/<topic>/<example>` runs each variant and says what the verdicts were."""
    done = project.run()
    assert f"{ALL} passed" in done.stdout
    assert "2  drains" in done.stdout
    assert "1  leaks for good" in done.stdout
    assert "the harness added" in done.stdout


def test_a_broken_house_rule_fails_the_variant(project: Project) -> None:
    """In one sentence, without a run: its evidence is not renewed."""
    project.run("-k", "fixed")
    path = project.folder / "examples" / CASE / "fixed.py"
    before, text = project.record.read_bytes(), path.read_text(encoding="utf-8")
    path.write_text(f"{text}print(stock)\n", encoding="utf-8")
    done = project.run("-k", "fixed")
    path.write_text(text, encoding="utf-8")
    sentence = f"examples/{CASE}/fixed.py: an example has no print; line 11 has one; leave it out"
    assert sentence in done.stdout
    assert "Traceback" not in done.stdout
    assert project.record.read_bytes() == before


def test_k_selects_a_variant(project: Project) -> None:
    """`-k buggy` runs the buggy half alone."""
    assert f"1 passed, {ALL - 1} deselected" in project.run("-k", "buggy").stdout


def test_two_workers(project: Project) -> None:
    """`-n 2` gives the same verdicts."""
    done = project.run("-n", "2")
    assert f"{ALL} passed" in done.stdout, done.stdout
    assert "2  drains" in done.stdout


def test_stale_runs_what_changed(project: Project) -> None:
    """`--stale` leaves fresh evidence alone and renews a corrupt record."""
    project.run()
    nothing = project.run("--stale")
    assert f"{ALL} deselected" in nothing.stdout
    assert nothing.returncode == 0
    project.record.write_text("{")
    assert f"1 passed, {ALL - 1} deselected" in project.run("--stale").stdout
    assert json.loads(project.record.read_text())["finding"]["verdict"] == "drains"


def test_repeats_are_recorded(project: Project) -> None:
    """`--repeats` takes the readings again and says so in the record."""
    project.run("--repeats", "2", "-k", "fixed")
    assert json.loads(project.record.read_text())["repeats"] == 2


def test_the_day_of_the_run_is_recorded(project: Project) -> None:
    """A record says on which day it was taken."""
    before = date.today()
    project.run("-k", "fixed")
    day = date.fromisoformat(json.loads(project.record.read_text())["day"])
    assert before <= day <= date.today()


def test_unchanged_evidence_is_not_rewritten(project: Project) -> None:
    """A run that sees the same as before leaves the record's file alone."""
    project.run()
    before = project.record.stat().st_mtime_ns
    project.run()
    assert project.record.stat().st_mtime_ns == before


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
    job = {
        "example": str(folder),
        "variant": "fixed",
        "mode": "drop",
        "first": True,
        "proves": False,
        "imports": [],
        "urls": {},
    }
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
from harness.process import runner as isolation
popen = subprocess.Popen
def inherit(command, pass_fds, **rest):
    return popen(command, pass_fds=[*pass_fds, {writer}], **rest)
isolation.subprocess.Popen = inherit  # only so that the child has the test's pipe
isolation.Runner().run(json.loads(sys.argv[1]), lambda server, question: 0)
"""
