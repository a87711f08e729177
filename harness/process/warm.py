"""The warm parent: forks a child for each job, and removes it with all its offspring."""

from __future__ import annotations

import faulthandler
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

from harness.run.gauges import children_of
from harness.run.leftovers import adopt_orphans

TELL = signal.SIGUSR2
"""Makes a run write the stacks of its threads into the file ``where``."""


def serve(control: socket.socket) -> None:
    """The warm parent's loop: fork a child for each job, remove all of it when told."""
    warm(["harness.run.child", "asyncio"])
    adopt_orphans()  # of a run that ended before its offspring did
    child, folder = 0, ""
    while True:
        message, channels, _, _ = socket.recv_fds(control, 1 << 18, 1)
        if message == b"where":
            with suppress(ProcessLookupError):
                os.kill(child, TELL)
            continue
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
    """Kill the child's session and whatever it has left elsewhere, and reap all of it."""
    if not child:
        return
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    while orphans := children_of():
        for orphan in orphans:
            with suppress(ProcessLookupError):
                os.kill(orphan, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(-1, 0)


def become_child(job: dict[str, Any], channel: socket.socket) -> None:
    """Run the job in a session and folders of its own; never returns."""
    from harness.run.scenario import BadScenario

    try:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        where, work, temporary = (Path(job["folder"], name) for name in ("where", "work", "tmp"))
        faulthandler.register(TELL, where.open("wb", buffering=0), all_threads=True)
        work.mkdir()
        temporary.mkdir()
        os.chdir(work)
        tempfile.tempdir = os.environ["TMPDIR"] = str(temporary)
        from harness.run.child import report

        report({**job, "folder": str(work)}, channel)
    except BaseException as error:
        is_scenario = isinstance(error, BadScenario)
        text = f"{error}" if is_scenario else f"{type(error).__name__}: {error}"
        message = {"error": text.replace("\n", " "), "is_scenario": is_scenario}
        channel.sendall(json.dumps(message).encode() + b"\n")
    finally:
        os._exit(0)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
