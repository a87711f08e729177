"""A process of its own for every run, seen from pytest: forked from a warm parent, then killed.

The warm parent (`harness.process.warm`) is a fresh interpreter with no threads and no pytest in
it. It imports the libraries of the examples once, so that a run costs a fork and not an
interpreter's start.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from harness.run.settle import wait_until

ROOT = Path(__file__).resolve().parents[2]

DEADLINE = 60.0
"""Seconds after which a run is killed. No verdict depends on it."""

PLAIN = {*sys.stdlib_module_names, "harness"}
"""What may be imported without leaving the plain parent."""

OWN = re.compile(r"/(buggy|fixed\w*|scenario)\.py$")
"""A file of an example."""

Ask = Callable[[str, str], int]


class RunFailed(Exception):
    """A run that gave no readings; the message is one sentence.

    ``is_scenario`` says that the scenario cannot be run as it is declared, ``at`` is what the run
    itself left word of.
    """

    def __init__(self, sentence: str, is_scenario: bool = False, at: str = "") -> None:
        """Keep the sentence."""
        super().__init__(sentence)
        self.is_scenario, self.at = is_scenario, at


class Runner:
    """Two warm parents: a fork takes the longer, the more the parent has imported.

    So what needs the standard library alone is not forked from a parent with all the others.
    """

    def __init__(self, flags: tuple[str, ...] = ()) -> None:
        """Remember the interpreter ``flags``; start nothing yet."""
        self._plain, self._full = Parent(flags), Parent(flags)

    def run(self, job: dict[str, Any], ask: Ask, deadline: float = DEADLINE) -> dict[str, Any]:
        """Run one job in a process of its own; its report.

        Raises `RunFailed` if the process dies, raises or passes the deadline.
        """
        return self.parent_of(job).run(job, ask, deadline)

    def parent_of(self, job: dict[str, Any]) -> Parent:
        """The parent that has, or will have, what the job imports."""
        names = {name.partition(".")[0] for name in job["imports"]}
        return self._plain if names <= PLAIN else self._full

    def close(self) -> None:
        """End both."""
        self._plain.close()
        self._full.close()


class Parent:
    """A warm parent, seen from pytest. Started by its first run, gone with `close` or with us."""

    def __init__(self, flags: tuple[str, ...]) -> None:
        """Remember the interpreter ``flags``; start nothing yet."""
        self._flags = flags
        self._parent: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._lock = threading.Lock()  # it may be closed while a run goes on
        self._closed = False
        self.learned: list[str] = []

    def run(self, job: dict[str, Any], ask: Ask, deadline: float) -> dict[str, Any]:
        """What `Runner.run` does."""
        folder = private_folder()
        mine, theirs = socket.socketpair()
        imports = [*job["imports"], *self.learned]
        with mine:
            try:
                with theirs:
                    self._send({**job, "imports": imports, "folder": folder}, theirs)
                report = self._converse(mine, ask, deadline, folder)
                self.learned = report.pop("imported")  # lazily, so no import names it
                return report
            finally:
                self._end(folder)

    def close(self) -> None:
        """End the warm parent, for good; without its control socket it ends by itself.

        A run that goes on in another thread ends with it, without readings.
        """
        with self._lock:
            control, self._control, self._closed = self._control, None, True
            if control is not None:
                control.close()
        if self._parent is not None:
            self._parent.wait()

    def _send(self, job: dict[str, Any], channel: socket.socket) -> None:
        message = json.dumps(job).encode()
        with self._lock:
            if self._closed:
                raise RunFailed("the tests were ended before it ran")
            if self._control is None:
                self._control = self._start()
            socket.send_fds(self._control, [message], [channel.fileno()])

    def _start(self) -> socket.socket:
        """Start the warm parent; the socket that controls it."""
        control, theirs = socket.socketpair(type=socket.SOCK_SEQPACKET)
        command = [sys.executable, *self._flags, "-m", "harness.process.warm"]
        with theirs:
            self._parent = subprocess.Popen(
                [*command, str(theirs.fileno())],
                cwd=ROOT,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is ours to handle
                env={**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"},
            )
        return control

    def _tell(self, message: bytes) -> bool:
        """Tell the warm parent; whether it was there to be told."""
        with self._lock:
            if self._control is None:
                return False
            try:
                self._control.send(message)
            except OSError:  # it was killed
                return False
        return True

    def _converse(
        self, channel: socket.socket, ask: Ask, deadline: float, folder: str
    ) -> dict[str, Any]:
        """Answer the run's questions until it reports; say where it stands if it never does."""
        try:
            return converse(channel, ask, deadline)
        except TimeoutError:
            self._tell(b"where")
            place, at = where(Path(folder, "where")), Path(folder, "at")
            raise RunFailed(
                f"did not end within {deadline:g} s and was killed{place}",
                at=at.read_text(encoding="utf-8") if at.exists() else "",
            ) from None

    def _end(self, folder: str) -> None:
        """Have the run's process, its offspring and its folder removed, while we go on."""
        if not self._tell(b"end"):  # then nobody else is left to tidy up
            shutil.rmtree(folder, ignore_errors=True)


def private_folder() -> str:
    """A new folder for one run."""
    try:
        return tempfile.mkdtemp(prefix="leak-book-")
    except OSError as error:
        place = tempfile.gettempdir()
        sentence = f"no folder could be made in {place} ({error.strerror}); make room there"
        raise RunFailed(sentence) from None


def converse(channel: socket.socket, ask: Ask, deadline: float) -> dict[str, Any]:
    """Answer the run's questions until it reports; `TimeoutError` at the deadline."""
    end = time.monotonic() + deadline
    with channel.makefile("rwb") as lines:
        while True:
            channel.settimeout(max(0.001, end - time.monotonic()))
            try:
                line = lines.readline()
            except ConnectionResetError:
                line = b""
            if not line:
                raise RunFailed("its process ended before it reported")
            message: dict[str, Any] = json.loads(line)
            if "error" in message:
                raise RunFailed(message["error"], message["is_scenario"])
            if "ask" not in message:
                return message
            lines.write(json.dumps(ask(*message["ask"])).encode() + b"\n")
            lines.flush()


def where(path: Path) -> str:
    """Where a run's threads stand, as it wrote into the file: its example's innermost line."""
    wait_until(lambda: path.exists() and path.stat().st_size > 0, 1.0)
    frames = re.findall(
        r'File "(.*)", line (\d+) in (\S+)', path.read_text() if path.exists() else ""
    )
    own = [frame for frame in frames if OWN.search(frame[0])] or frames[:1]
    return (
        "; it stood in {}, line {}, in {}".format(Path(own[0][0]).name, *own[0][1:]) if own else ""
    )
