"""The run's PostgreSQL serves everyone who asks, and is gone when the run is gone."""

import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
import pytest

from harness.postgres import Lease, acquire, is_hidden

REPOSITORY = Path(__file__).parents[1]
PATIENCE = 60  # seconds for what takes one; a ceiling, never a measurement

# What every small project of these tests says about the server that it was lent.
TELL = """
import json, os, signal
from pathlib import Path

def tell(server, path):
    master = (server.run / "data" / "postmaster.pid").read_text().split()[0]
    status = (Path("/proc") / master / "status").read_text()
    supervisor = status.partition("PPid:")[2].split()[0]
    facts = [str(server.run), server.url, int(master), int(supervisor), os.getpid()]
    with open(path, "w") as told:
        told.write(json.dumps(facts))
"""


class Told(NamedTuple):
    """What a small project said about its server."""

    run: str
    url: str
    postmaster: int
    supervisor: int
    asker: int


class Project:
    """A folder with tests, run by a pytest of its own with this repository's conftest."""

    def __init__(self, folder: Path) -> None:
        """Keep the folder; make the pipe through which a test that stays can tell."""
        self.folder = folder
        self.pipe = folder / "pipe"
        os.mkfifo(self.pipe)

    def start(self, tests: str, *options: str, url: str | None = None) -> "subprocess.Popen[str]":
        """Start pytest in a session of its own, so that a signal reaches it and its workers."""
        (self.folder / "test_it.py").write_text(TELL + tests)
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "DATABASE_"))}
        paths = os.pathsep.join([str(REPOSITORY), str(self.folder)])
        given = {"DATABASE_URL": url} if url else {}
        flags = [
            "-W",
            "error",
            "-p",
            "conftest",
            "-p",
            "no:cacheprovider",
            f"--rootdir={self.folder}",
        ]
        return subprocess.Popen(
            [sys.executable, "-m", "pytest", *flags, *options],
            cwd=self.folder,
            env={**kept, **given, "PYTHONPATH": paths},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run(self, tests: str, *options: str, url: str | None = None) -> tuple[int, str]:
        """Run pytest to its end; its exit code and what it printed."""
        with self.start(tests, *options, url=url) as pytest_run:
            output, _ = pytest_run.communicate(timeout=PATIENCE)
        return pytest_run.returncode, output

    def told(self, name: str) -> Told:
        """Return what a test wrote to a file."""
        return Told(*json.loads((self.folder / name).read_text()))

    def hear(self) -> Told:
        """Return what a test that stays alive writes to the pipe."""
        pipe = os.open(self.pipe, os.O_RDWR)  # both ways: no end of file before the answer
        try:
            assert select.select([pipe], [], [], PATIENCE)[0], "no test said anything"
            return Told(*json.loads(os.read(pipe, select.PIPE_BUF)))
        finally:
            os.close(pipe)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A small project."""
    return Project(tmp_path)


@pytest.fixture(scope="module")
def other() -> Iterator[str]:
    """The URL of a server that is not the run's own, as a reader might have one."""
    lease = Lease.take()
    yield acquire(lease.run)
    lease.release()


def left_behind(told: Told) -> list[str]:
    """Everything that still shows a server: processes, its directory, its port."""
    found = [folder.name for folder in Path("/proc").glob("[0-9]*") if is_of(folder, told.run)]
    if Path(told.run).exists():
        found.append(told.run)
    with closing(socket.socket()) as knock:
        port = int(told.url.rpartition(":")[2].partition("/")[0])
        if knock.connect_ex(("127.0.0.1", port)) == 0:
            found.append(f"port {port}")
    return found


def is_of(process: Path, run: str) -> bool:
    """Say whether a process was started for the run, or lives in its directory."""
    traces = ""
    with suppress(OSError):  # it has just ended, or is another user's
        traces = (process / "cmdline").read_text(errors="replace")
        traces += os.readlink(process / "cwd")
    return run in traces


def wait_for_end(*processes: int) -> None:
    """Wait until processes that are not our children have ended."""
    for process in processes:
        with suppress(ProcessLookupError):
            handle = os.pidfd_open(process)
            assert select.select([handle], [], [], PATIENCE)[0], f"process {process} stays"
            os.close(handle)


STAY = """
def test_stays(postgres):
    tell(postgres, "pipe")
    signal.pause()
"""


def test_a_server_is_seen_while_it_lives(project: Project) -> None:
    """While a run lasts, its server's processes, directory and port are all found."""
    with project.start(STAY) as pytest_run:
        told = project.hear()
        alive = left_behind(told)
        os.killpg(pytest_run.pid, signal.SIGINT)
        pytest_run.communicate(timeout=PATIENCE)
    assert {str(told.postmaster), str(told.supervisor), told.run} < set(alive)
    assert alive[-1].startswith("port")


def test_nothing_is_left_of_a_run_that_ends(project: Project) -> None:
    """When pytest has ended, its server, the directory and the port are gone already."""
    code, output = project.run("def test_it(postgres): tell(postgres, 'told')")
    assert (code, left_behind(project.told("told"))) == (0, []), output


def test_nothing_is_made_unless_asked_for(project: Project) -> None:
    """A run whose tests need no server holds no lease and makes no directory."""
    tests = """
def test_it(pytestconfig):
    from conftest import lease_key
    assert lease_key not in pytestconfig.stash
"""
    code, output = project.run(tests)
    assert code == 0, output


def test_nothing_is_left_after_ctrl_c(project: Project) -> None:
    """Ctrl-C reaches pytest and not the server, which pytest then ends in good order."""
    with project.start(STAY) as pytest_run:
        told = project.hear()
        os.killpg(pytest_run.pid, signal.SIGINT)
        output, _ = pytest_run.communicate(timeout=PATIENCE)
    assert (pytest_run.returncode, left_behind(told)) == (2, []), output


@pytest.mark.parametrize("options", [(), ("-n1",)], ids=["alone", "with a worker"])
def test_nothing_is_left_after_a_kill(project: Project, options: tuple[str, ...]) -> None:
    """Killed without a chance to clean up, pytest still takes its server along."""
    with project.start(STAY, *options) as pytest_run:
        told = project.hear()
        pytest_run.kill()
        wait_for_end(told.supervisor)
        with suppress(ProcessLookupError):
            os.killpg(pytest_run.pid, signal.SIGKILL)  # a worker, which holds the output open
            os.kill(told.asker, signal.SIGKILL)
    assert left_behind(told) == []


def test_workers_share_one_server(project: Project) -> None:
    """Two workers that ask at the same time are lent the same server."""
    tests = """
def test_it(postgres, worker_id):
    tell(postgres, worker_id)
    with postgres.lend() as one, postgres.lend() as two:
        assert one.url != two.url
"""
    code, output = project.run(tests, "--tx=2*popen", "--dist=each")
    first, second = project.told("gw0"), project.told("gw1")
    assert code == 0, output
    assert first.asker != second.asker
    assert (first.url, first.postmaster) == (second.url, second.postmaster)
    assert left_behind(first) == []


def test_a_server_outlives_the_worker_that_started_it(project: Project) -> None:
    """After a worker's crash the next one is lent the same server."""
    tests = """
def test_a(postgres):
    tell(postgres, "before")
    os.kill(os.getpid(), signal.SIGKILL)

def test_b(postgres):
    tell(postgres, "after")
"""
    code, output = project.run(tests, "-n1")
    before, after = project.told("before"), project.told("after")
    assert code == 1, output
    assert before.asker != after.asker
    assert before.postmaster == after.postmaster
    assert left_behind(before) == []


def test_a_killed_supervisor_is_told(project: Project) -> None:
    """A killed supervisor takes its server along, and the next to ask reads the log's end."""
    tests = """
import select
from harness.postgres import acquire

def test_it(postgres):
    tell(postgres, "told")
    _, _, *processes, _ = json.loads(Path("told").read_text())
    handles = [os.pidfd_open(process) for process in processes]
    os.kill(processes[1], signal.SIGKILL)
    for handle in handles:
        select.select([handle], [], [])
        os.close(handle)
    acquire(postgres.run)
"""
    code, output = project.run(tests)
    assert code == 1
    assert "The PostgreSQL server of this run was killed (its log ends: " in output
    assert "database system is shut down): run pytest again." in output
    assert left_behind(project.told("told")) == []


def test_database_url_is_honoured(project: Project, other: str) -> None:
    """With DATABASE_URL set nothing is started, and nothing is left on that server."""
    tests = """
def test_it(postgres):
    assert (postgres.run, postgres.url) == (None, os.environ["DATABASE_URL"])
    with postgres.lend() as loan:
        assert loan.url == postgres.url.replace("/postgres", "/leakbook_2")
"""
    names = "SELECT datname FROM pg_database ORDER BY 1"
    with closing(psycopg.connect(other, autocommit=True)) as server:
        server.execute("CREATE DATABASE leakbook_1")  # the reader's, by chance
        before = server.execute(names).fetchall()
        code, output = project.run(tests, url=other)
        assert (code, server.execute(names).fetchall()) == (0, before), output
        server.execute("DROP DATABASE leakbook_1")


ASK = "def test_it(postgres):\n    with postgres.lend(): pass"


def sentence_of(output: str) -> str:
    """Return the one line that pytest prints of a failure."""
    between = output.partition(" test_it _")[2].partition("=====")[0]
    (sentence,) = between.strip("_\n").splitlines()[1:] or [""]
    return sentence


def test_an_unreachable_database_url_is_one_sentence(project: Project) -> None:
    """An unreachable DATABASE_URL fails the test with its place, without its password."""
    with closing(socket.socket()) as deaf:
        deaf.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{deaf.getsockname()[1]}"
        code, output = project.run(ASK, url=f"postgresql://reader:secret@{place}/mine")
    assert (code, "secret" in output) == (1, False)
    assert f"The PostgreSQL server at {place} cannot be used (" in output


def test_a_role_that_may_not_create_is_one_sentence(project: Project, other: str) -> None:
    """A role without CREATEDB is told what it lacks."""
    with closing(psycopg.connect(other, autocommit=True)) as server:
        server.execute("CREATE ROLE poor LOGIN")
    code, output = project.run(ASK, url=other.replace("leakbook@", "poor@"))
    assert code == 1
    assert "give its role CREATEDB, or unset DATABASE_URL" in output


def test_a_database_url_that_is_none_is_one_sentence(project: Project) -> None:
    """A DATABASE_URL of another shape is told the shape."""
    code, output = project.run(ASK, url="host=localhost password=secret")
    assert (code, "secret" in output) == (1, False)
    assert "DATABASE_URL is no postgresql://user:password@host:port/database: " in output
