"""The warm parent: forks a child for each job, and removes it with all its offspring."""

from __future__ import annotations

import gc
import importlib
import json
import os
import resource
import shutil
import signal
import socket
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any


def serve(control: socket.socket) -> None:
    """The warm parent's loop: fork a child for each job, remove all of it when told."""
    warm(["harness.run.child", "asyncio"])
    child, folder = 0, ""
    while True:
        message, channels, _, _ = socket.recv_fds(control, 1 << 18, 1)
        if not message or message == b"end":
            end_group(child)
            shutil.rmtree(folder, ignore_errors=True)
            if not message:  # pytest has ended
                return
            child = 0
            continue
        job = json.loads(message)
        folder = job["folder"]
        warm(job["imports"])
        gc.collect()
        gc.freeze()  # what is there already need not be looked at by every child
        child = os.fork()
        if child == 0:
            control.close()
            become_child(job, socket.socket(fileno=channels[0]))
        os.close(channels[0])


def warm(names: list[str]) -> None:
    """Import what the example imports, and what the last child did besides.

    What is missing shows in the child, by name.
    """
    for name in names:
        with suppress(Exception):
            importlib.import_module(name)


def end_group(child: int) -> None:
    """Kill the child's session, grandchildren included, and reap the child."""
    if child:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)


def become_child(job: dict[str, Any], channel: socket.socket) -> None:
    """Run the job in a session, folder and temporary directory of its own; never returns."""
    try:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.chdir(job["folder"])
        temporary = Path(job["folder"], "tmp")
        temporary.mkdir()
        tempfile.tempdir = os.environ["TMPDIR"] = str(temporary)
        from harness.run.child import report

        report(job, channel)
    except BaseException as error:
        text = f"{type(error).__name__}: {error}".replace("\n", " ")
        channel.sendall(json.dumps({"error": text}).encode() + b"\n")
    finally:
        os._exit(0)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
