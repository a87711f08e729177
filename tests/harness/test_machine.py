"""What a machine can lack, and what happens to it in the middle: one sentence, and nothing left."""

import json
import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest
from one_project import CASE, Project

from harness.machine import lacking
from harness.process.runner import RunFailed, Runner
from harness.record import evidence
from harness.record.evidence import BadEvidence
from harness.record.examples import find
from harness.run.settle import wait_until

ALL = len(find(CASE).variants) + 1  # and its session
PATIENCE = 30.0  # seconds for what takes one on a quiet machine
KILLER = '''"""End the server in the middle of a call."""

import os
from pathlib import Path

import psycopg


def use():
    url = os.environ["DATABASE_URL"]
    with psycopg.connect(url) as conn:
        row = conn.execute("show data_directory").fetchone()
        file = Path(row[0], "postmaster.pid")
        os.kill(int(file.read_text().split()[0]), 9)
'''
KILLED = '''"""A customer asks, and the server is killed."""

from harness import Promise, Scenario, gauges

scenario = Scenario(
    good=lambda app, bench: app.use(),
    gauge=gauges.descriptors(),
    needs=("postgres",),
    fixed=Promise("drains"),
)
'''


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project of this test's own."""
    return Project(tmp_path)


def may(namespace: str) -> bool:
    """Whether this machine lets us have mounts or a network of our own."""
    if not shutil.which("unshare"):
        return False
    return not subprocess.run(["unshare", namespace, "true"], capture_output=True).returncode


NETWORK = "-n" if os.geteuid() == 0 else "-rn"
"""As root we stay who we are: PostgreSQL's files have to be given away."""

mounts = pytest.mark.skipif(not may("-rm"), reason="this kernel gives no mounts of one's own")
"""In a container without user namespaces there is no other disk to fill, and nothing to unmount."""
network = pytest.mark.skipif(not may(NETWORK), reason="this kernel gives no network of one's own")


def run_within(
    project: Project, script: str, afterwards: str = "true"
) -> subprocess.CompletedProcess[str]:
    """Run the project's example in mounts of its own, and look ``afterwards``."""
    shell = f'{script} || exit; "$@"; code=$?; {afterwards}; exit $code'
    command = ["unshare", "-rm", "sh", "-c", shell, "sh"]
    command += project.command("-q", "-p", "no:cacheprovider")
    return subprocess.run(command, cwd=project.folder, capture_output=True, text=True)


@mounts
def test_a_full_disk_is_a_sentence(project: Project) -> None:
    """No half record is left, and with room the next run is right."""
    build = project.folder / "build"
    build.mkdir()
    mount = f"mount -t tmpfs -o size=8k none '{build}'"
    done = run_within(project, mount, f"find '{build}' -type f")
    assert "could not be written (No space left on device); make room there" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert "buggy.json" in done.stdout  # that one had room
    assert ".part" not in done.stdout
    assert f"{ALL} passed" in project.run("-q").stdout


@mounts
def test_a_checkout_that_cannot_be_written_is_a_sentence(project: Project) -> None:
    """Before anything runs."""
    folder = project.folder
    done = run_within(project, f"mount --bind '{folder}' '{folder}' && cd '{folder}' && "
                               f"mount -o remount,ro,bind '{folder}'")  # fmt: skip
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "cannot be written, and evidence goes to" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert f"{ALL} passed" in project.run("-q").stdout


@mounts
def test_a_machine_without_proc_is_a_sentence(project: Project) -> None:
    """What is open and what runs could not be counted there: nothing is recorded."""
    done = run_within(project, "mount -t tmpfs none /proc")
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert done.stderr.strip() == (
        "ERROR: /proc/self/fd is not there, which lists what is open: mount /proc"
    )
    assert not project.evidence.exists()


def test_nothing_is_lacking_here(tmp_path: Path) -> None:
    """A machine that has all is told nothing, even before there is a folder for evidence."""
    assert lacking(tmp_path / "build" / "evidence") == ""


def test_few_descriptors_are_enough(project: Project) -> None:
    """A limit of 64 changes no verdict."""
    done = project.run("-q", inside="ulimit -n 64")
    assert f"{ALL} passed" in done.stdout, done.stdout


@network
def test_no_network_is_needed(tmp_path: Path) -> None:
    """Once all is installed: the server of an example is on this machine."""
    project = Project(tmp_path, "pools/import_endpoint")
    script = ["unshare", NETWORK, "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
    done = subprocess.run(
        [*script, *project.command("-q", "-k", "buggy")],
        cwd=project.folder,
        capture_output=True,
        text=True,
    )
    assert "1 passed" in done.stdout, done.stdout


def test_a_path_of_any_letters_will_do(tmp_path: Path) -> None:
    """Spaces, and letters beyond ASCII."""
    folder = tmp_path / "Ein Büch über Lecks (näher), 漏れ"
    folder.mkdir()
    done = Project(folder).run("-q")
    assert f"{ALL} passed" in done.stdout, done.stdout


def test_two_runs_in_one_checkout(project: Project) -> None:
    """Both are right, and so is what they leave."""
    runs = [project.start("-q") for _ in range(2)]
    said = [run.communicate()[0] for run in runs]
    assert all(f"{ALL} passed" in each for each in said), said
    assert {path.name for path in project.evidence.iterdir()} == {
        "buggy.json", "fixed.json", "fixed_try_finally.json", "session.ok",
    }  # fmt: skip
    assert json.loads(project.record.read_text())["finding"]["verdict"] == "drains"


def test_a_server_that_is_killed_is_a_sentence(tmp_path: Path) -> None:
    """For whoever ran and whoever comes after; nothing is left, and the next run is right."""
    project = Project(tmp_path, "pools/import_endpoint")
    first = project.folder / "examples" / "kills" / "first"
    first.mkdir(parents=True)
    (first / "fixed.py").write_text(KILLER)
    (first / "scenario.py").write_text(KILLED)
    usual, project.case = project.case, "kills/first"
    done = project.run("-q", "--abreast", "1", f"examples/{usual}")
    project.case = usual
    output = done.stdout + done.stderr
    assert "Traceback" not in output
    assert "run pytest again" in output, output
    assert "passed" not in output
    assert project.left() == []
    assert "passed" in project.run("-q", "-k", "buggy").stdout


def test_no_room_for_a_run_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its private folder cannot be made."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    with pytest.raises(RunFailed, match=r"no folder could be made in .*gone \(No such file"):
        Runner().run({"imports": []}, lambda server, question: 0)


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    """Neither a record nor half of one; what was there before stays."""
    path = tmp_path / "topic" / "case" / "session.ok"
    evidence.put(path, "before")
    with pytest.raises(BadEvidence, match=r"x.json: could not be written \(File name too"):
        evidence.put(path.with_name("x" * 250 + ".json"), "after")
    assert [each.read_text() for each in path.parent.iterdir()] == ["before"]
    assert not os.path.exists(path.with_name("x" * 250 + ".json"))


def test_a_run_may_be_stopped_at_any_moment(project: Project) -> None:
    """Ctrl-C and SIGTERM, from the first moment of a run to the last: nothing stays half-done."""
    start = time.monotonic()
    assert f"{ALL} passed" in project.run("-q").stdout
    lasts, stops = time.monotonic() - start, int(os.environ.get("STOPS", "6"))  # a night tries 100
    for number in range(stops):
        how = (signal.SIGINT, signal.SIGTERM)[number % 2]
        shutil.rmtree(project.folder / "build", ignore_errors=True)
        run = project.start("-q")
        with suppress(subprocess.TimeoutExpired):
            run.wait(lasts * number / stops)
        run.send_signal(how)
        output, _ = run.communicate(timeout=PATIENCE)
        assert run.returncode in (0, 2, 1, -how), output  # 1: it had not yet begun to listen
        wait_until(lambda: not project.left(), PATIENCE)  # whoever was killed tidies nothing
        assert project.left() == [], f"{how.name} at {number} of {stops}: {output}"
        for record in project.evidence.glob("*.json"):
            assert evidence.parse(record.read_text()).keeps_promise
    assert "failed" not in project.run("-q", "--stale").stdout
    assert f"{ALL} deselected" in project.run("-q", "--stale").stdout
