"""The load experiment sees a leak where there is one, and leaves nothing behind."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from harness.run.settle import settle

REPOSITORY = Path(__file__).parents[2]
PATIENCE = 60  # seconds; a ceiling, never a measurement
SHORT = [
    "--repeats",
    "1",
    "--workers",
    "1",
    "--connections",
    "40",
    "--seed",
    "1",
    "--after",
    "0",
    "1",
]


class Started:
    """A run of the lab, and every process that it started, known by a mark in their environment."""

    def __init__(self, folder: Path, *options: str) -> None:
        """Start it, with a folder of its own for temporary files."""
        self.mark = f"LAB_MARK={uuid.uuid4()}"
        self.temporary, self.record = folder / "temporary", folder / "record.json"
        self.temporary.mkdir()
        name, _, value = self.mark.partition("=")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "harness.lab.run", *SHORT, "--out", self.record, *options],
            cwd=REPOSITORY,
            env={**os.environ, name: value, "TMPDIR": str(self.temporary)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def processes(self) -> list[str]:
        """The command line of each process that carries the mark."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if self.mark in (folder / "environ").read_text(errors="replace"):
                    found.append((folder / "cmdline").read_text().replace("\0", " "))
        return found

    def server(self) -> Path:
        """The directory of the run's PostgreSQL."""
        [command] = [each for each in self.processes() if "harness.servers.supervisor" in each]
        return Path(command.split("harness.servers.supervisor")[1].split()[0])

    def is_gone(self, server: Path) -> bool:
        """Whether no process, no directory and no temporary file is left."""
        return not (self.processes() or server.exists() or [*self.temporary.iterdir()])


@contextmanager
def lab(folder: Path, *options: str) -> Iterator[Started]:
    """A run of the lab that a failing test does not leave behind."""
    run = Started(folder, *options)
    with run.process:
        try:
            yield run
        finally:
            with suppress(ProcessLookupError):
                os.killpg(run.process.pid, signal.SIGKILL)


def wait_for(done: Callable[[], Any]) -> bool:
    """Wait until it is so."""
    return asyncio.run(settle(lambda: bool(done()), PATIENCE, loop=False))


def is_loading(run: Started) -> bool:
    """Whether the load client is at work."""
    return any("harness.lab.load" in each for each in run.processes())


def test_the_lab_tells_a_leak_from_its_absence(tmp_path: Path) -> None:
    """A dependency that never closes keeps the whole pool; ``with`` keeps nothing."""
    with lab(tmp_path, "--seconds", "1", "--forms", "with", "--routes", "ok") as run:
        assert wait_for(lambda: is_loading(run))
        server = run.server()
        said, _ = run.process.communicate(timeout=PATIENCE)
        assert run.process.returncode == 0, said
        assert wait_for(lambda: run.is_gone(server)), run.processes()
    record = json.loads(run.record.read_text())
    last = {
        cell["form"]: dict(zip(record["columns"], cell["after"][-1], strict=True))
        for cell in record["cells"]
    }
    assert last["never closed"]["idle_in_transaction"] == last["never closed"]["checked_out"] == 12
    assert last["with"]["idle_in_transaction"] == last["with"]["checked_out"] == 0
    assert all(cell["load"] and cell["requests"] for cell in record["cells"])


def test_a_killed_run_leaves_nothing(tmp_path: Path) -> None:
    """Nor does anything outlive a run that had no chance to clean up."""
    with lab(tmp_path, "--seconds", "60") as run:
        assert wait_for(lambda: is_loading(run))
        server = run.server()
        run.process.kill()
        assert wait_for(lambda: run.is_gone(server)), run.processes()


def test_ctrl_c_leaves_nothing(tmp_path: Path) -> None:
    """Ctrl-C under load ends every process, removes the server, and records nothing."""
    with lab(tmp_path, "--seconds", "60") as run:
        assert wait_for(lambda: is_loading(run))
        server = run.server()
        assert server.exists()
        run.process.send_signal(signal.SIGINT)
        said, _ = run.process.communicate(timeout=PATIENCE)
        assert run.process.returncode == 130, said
        assert said.startswith("Interrupted: nothing was recorded")
        assert wait_for(lambda: run.is_gone(server)), run.processes()
    assert not run.record.exists()
