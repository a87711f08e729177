"""Show the book while it is verified: ``python -m harness.live`` is what ``nox -s docs`` runs.

The pages are built first, with a mark wherever evidence is missing, and served. Then what is
stale is run, and the pages are built again from time to time as its evidence comes in. After
that an edit is verified and shown, as long as the server runs.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from harness import linters, stale
from harness.machine import lacking
from harness.process.runner import ROOT
from harness.record import linted
from harness.run.settle import wait_until

PORT = 8417
"""The port of the preview, if nobody else has it."""

HOST = "127.0.0.1"
HTML = "build/html"
LIVE = ROOT / "build" / "live"
DRAFT = ("-A", "live=1", "-D", "leakbook_draft=1")
PATIENCE = 60.0
"""Seconds for what takes one: the server's start, the end of what was told to end."""

EVERY = 20.0
"""Seconds between two builds while evidence comes in: each takes some of what the runs need."""

LINTERS = 2.0
"""Seconds between two looks at whether the linters' table is of the examples as they are."""


def main(arguments: list[str]) -> int:
    """Build, serve, verify; until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m harness.live", description=__doc__)
    parser.add_argument("--port", type=int, default=PORT, help="the port to serve on, if free")
    parser.add_argument("--no-browser", action="store_true", help="open no page in a browser")
    options = parser.parse_args(arguments)
    if sentence := lacking():
        parser.error(sentence)
    signal.signal(signal.SIGTERM, interrupt)
    LIVE.mkdir(parents=True, exist_ok=True)
    port = free(options.port)
    with suppress(KeyboardInterrupt):
        with started("sphinx", "build", "docs", HTML, *DRAFT, "-q", "-j", "auto") as build:
            build.wait()
        with started(*autobuild(port)) as server:
            wait_until(lambda: answers(port) or server.poll() is not None, PATIENCE)
            if server.poll() is None and not options.no_browser:
                threading.Thread(target=webbrowser.open, args=(url(port),), daemon=True).start()
            say(f"The book is at {url(port)}; Ctrl-C ends it.")
            verify()
            return attend(server)
    return 130


def verify() -> None:
    """Run what is stale, once; an edit that comes meanwhile is run as well, a failure is not."""
    tried: list[str] = []
    with sole() as alone:
        while alone and (wanted := stale.wanted()) and wanted != tried:
            tried = wanted
            with started("pytest", *stale.OPTIONS, *wanted) as run:
                while is_going(run):
                    arrived()
    arrived()


def attend(server: subprocess.Popen[bytes]) -> int:
    """Renew the linters' table beside the pages, which it would keep waiting; until the end."""
    tried = ""
    while is_going(server, LINTERS):
        if not linters.is_fresh() and (now := linted.digest()) != tried:
            tried = now
            with started("harness.linters") as run:
                run.wait()
            if linters.is_fresh():
                arrived()
    return server.returncode


def is_going(run: subprocess.Popen[bytes], seconds: float = EVERY) -> bool:
    """Wait for a while; whether the run has not ended by then."""
    try:
        run.wait(seconds)
    except subprocess.TimeoutExpired:
        return True
    return False


def arrived() -> None:
    """Have the pages built again."""
    (LIVE / "arrived").touch()


@contextmanager
def sole() -> Iterator[bool]:
    """Whether nobody else verifies the book of this checkout; nobody else does then."""
    with (LIVE / "verifying").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def autobuild(port: int) -> list[str]:
    """The server, which builds again what has changed; it waits for nothing at first."""
    watched = [word for name in ("examples", "harness", str(LIVE)) for word in ("--watch", name)]
    ignored = ["--ignore", "*/__pycache__/*", "--ignore", "*/verifying"]
    before = ["--pre-build", f"{sys.executable} -m harness.stale"]
    serving = ["--host", HOST, "--port", str(port), "--no-initial"]
    return ["sphinx_autobuild", "docs", HTML, *serving, *watched, *ignored, *before, *DRAFT, "-q"]


@contextmanager
def started(module: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A program in a session of its own; in the end it is told to end, with all that it started."""
    command = [sys.executable, "-m", module, *arguments]
    program = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
    try:
        yield program
    finally:
        for how in (signal.SIGINT, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.killpg(program.pid, how)
            with suppress(subprocess.TimeoutExpired):
                program.wait(PATIENCE / 4)


def interrupt(number: int, frame: FrameType | None) -> None:
    """SIGTERM is Ctrl-C."""
    raise KeyboardInterrupt


def free(port: int) -> int:
    """The port if nobody has it, else any; the same each time is an address to keep."""
    for each in (port, 0):
        with socket.socket() as knock, suppress(OSError):
            knock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            knock.bind((HOST, each))
            found: int = knock.getsockname()[1]
            if each != port:
                say(f"Port {port} is taken by another program; this time it is {found}.")
            return found
    raise SystemExit("No port of the loopback interface is free; close what holds them.")


def answers(port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as knock:
        return knock.connect_ex((HOST, port)) == 0


def url(port: int) -> str:
    """Where the first page is."""
    return f"http://{HOST}:{port}/"


def say(sentence: str) -> None:
    """Tell whoever has started it."""
    sys.stderr.write(f"{sentence}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
