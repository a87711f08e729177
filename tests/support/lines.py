"""Which statements of a program were run: told line by line over a socket, by every process."""

from __future__ import annotations

import ast
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TELL = """
import os as _os
import socket as _socket
import sys as _sys
import threading as _threading

_told, _line = set(), _socket.socket(_socket.AF_UNIX, _socket.SOCK_DGRAM)


def _tell(frame, event, arg):
    if not frame.f_code.co_filename.endswith({name!r}):
        return None
    if frame.f_lineno not in _told:
        _told.add(frame.f_lineno)
        try:
            _line.sendto(b"%d" % frame.f_lineno, {address!r})
        except OSError:
            _told.discard(frame.f_lineno)
    return _tell


_threading.settrace(_tell)
_sys.settrace(_tell)
"""
"""Makes an interpreter tell which lines of one file it runs; nothing is opened for that."""

START = """

if __name__ == "scenario":
    import os, sys
    os.environ["PYTHONPATH"] = {folder!r}  # where a process that it spawns finds sitecustomize
    exec(open({folder!r} + "/sitecustomize.py").read(), {{}})
"""


class Listener:
    """Hears of lines."""

    def __init__(self, folder: Path, file: str) -> None:
        """Listen, and lay the teller into the folder."""
        self.address = str(folder / "lines")
        self.folder, self.heard = folder, set[int]()
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(self.address)
        self.socket.setblocking(False)
        teller = TELL.format(name=f"/{file}", address=self.address)
        (folder / "sitecustomize.py").write_text(teller, encoding="utf-8")

    @property
    def start(self) -> str:
        """What to add to a scenario."""
        return START.format(folder=str(self.folder))

    def lines(self) -> set[int]:
        """The lines that were told so far."""
        while True:
            try:
                self.heard.add(int(self.socket.recv(32)))
            except BlockingIOError:
                return self.heard


@contextmanager
def listener(folder: Path, file: str) -> Iterator[Listener]:
    """A listener for one file, which hears until the end."""
    hears = Listener(folder, file)
    with hears.socket:
        yield hears


def run_session(folder: Path, hears: Listener, **known: str) -> None:
    """Run a session as a reader would, and hear of it."""
    subprocess.run(
        [sys.executable, "-m", "doctest", "session.txt"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(hears.folder), **known},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )


def unrun(source: str, lines: set[int]) -> dict[int, str]:
    """The statements of a file's functions that no line told of, by their line."""
    texts = source.splitlines()
    return {
        first: texts[first - 1].strip()
        for first, last in statements(ast.parse(source))
        if not lines & set(range(first, last + 1))
    }


def statements(tree: ast.AST) -> Iterator[tuple[int, int]]:
    """The first and last line of each statement inside of functions; of a block, of its head."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for statement in within(function.body):
            if isinstance(statement, ast.Try | ast.Global | ast.Nonlocal):
                continue
            body = getattr(statement, "body", None)
            last = body[0].lineno - 1 if body else statement.end_lineno or statement.lineno
            yield statement.lineno, max(statement.lineno, last)


def within(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a block and of the blocks in it, docstrings and inner functions apart."""
    for statement in body:
        is_text = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) or is_text:
            continue
        yield statement
        for inner in ("body", "orelse", "finalbody"):
            yield from within(getattr(statement, inner, []))
        for handler in getattr(statement, "handlers", []):
            yield from within(handler.body)
