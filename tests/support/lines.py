"""Which statements of a program were run, and who else to ask than its record."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from harness.process.runner import Runner
from harness.record.examples import Example
from harness.record.readings import Mode, Outcome
from harness.run.child import ADDRESSES
from harness.servers.lend import Servers
from harness.verify import Trial, scenario_of

TELLS = """
import sys, threading

told = set()

def tell(frame, event, arg):
    if not frame.f_code.co_filename.endswith({name!r}):
        return None
    if frame.f_lineno not in told:
        told.add(frame.f_lineno)
        with open({told!r}, "a") as file:
            file.write(f"{{frame.f_lineno}}\\n")
    return tell

threading.settrace(tell)
sys.settrace(tell)
"""
"""Makes a fresh interpreter tell which lines of one file it runs: as its sitecustomize."""

INSTEAD = """

if __name__ == "scenario":
    import os
    from dataclasses import replace
    import further_calls
    os.environ["PYTHONPATH"] = {folder!r}  # where a process that it spawns finds sitecustomize
    scenario = replace(
        scenario, good=further_calls.{name}, bad=None, pattern="g", crowd=0, capacity=None,
        release_holder=None,
    )
"""
"""Has a further call made once, and nothing besides."""


class Fresh:
    """A copy of an example, whose session and further call tell which lines of a variant they run.

    So does each fresh interpreter that they start. A file to copy is such a variant, too.
    """

    def __init__(self, example: Example, variant: str, folder: Path) -> None:
        """Copy the example, and lay what tells of its lines beside it."""
        self.variant, self.folder, self.told = variant, folder, folder / "told"
        self.example = Example(folder / example.name)
        shutil.copytree(example.folder, self.example.folder, ignore=shutil.ignore_patterns("__*"))
        tells = TELLS.format(name=f"/{variant}.py", told=str(self.told))
        (folder / "sitecustomize.py").write_text(tells, encoding="utf-8")

    def lines(self) -> set[int]:
        """The lines that were told of."""
        told = self.told.read_text(encoding="ascii") if self.told.exists() else ""
        return {int(line) for line in told.split()}

    def further(self, calls: Path, runner: Runner, servers: Servers) -> tuple[set[int], Outcome]:
        """The lines that the example's further call runs, and how it ended."""
        shutil.copy(calls, self.example.folder / "further_calls.py")
        more = INSTEAD.format(name=self.example.name.replace("/", "_"), folder=str(self.folder))
        with (self.example.folder / "scenario.py").open("a", encoding="utf-8") as scenario:
            scenario.write(more)
        scenario_here = scenario_of(self.example)
        trial = Trial(self.example, self.variant, scenario_here, runner, servers)
        ending = trial.run(Mode.PIN).calls[0].outcome
        return trial.ran | self.lines(), ending

    def session(self, servers: Servers) -> set[int]:
        """The lines that the session runs, as a reader would run it."""
        with ExitStack() as stack:
            needs = scenario_of(self.example).needs
            loans: dict[str, Any] = {n: stack.enter_context(servers(n).lend()) for n in needs}
            addresses = {ADDRESSES[name]: loan.url for name, loan in loans.items()}
            subprocess.run(
                [sys.executable, "-m", "doctest", "session.txt"],
                cwd=self.example.folder,
                env={**os.environ, "PYTHONPATH": str(self.folder), **addresses},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=60,
                check=False,
            )
        return self.lines()

    def uses(self, tests: Path) -> tuple[set[int], str]:
        """The lines that a reader's tests of a file to copy run, and how those ended."""
        shutil.copy(tests, self.example.folder)
        arguments = ["-q", "-p", "no:cacheprovider", "-p", self.variant]
        result = subprocess.run(
            [sys.executable, "-m", "pytest", *arguments, tests.name],
            cwd=self.example.folder,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(self.folder), "."])},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        return self.lines(), result.stdout.splitlines()[-1].partition(" in ")[0]


def unrun(source: str, lines: set[int]) -> dict[int, str]:
    """The statements of a file that no line told of, by their line; its import runs the others.

    One line of a statement stands for all of it.
    """
    texts = source.splitlines()
    return {
        first: texts[first - 1].strip()
        for first, last in statements(ast.parse(source))
        if not lines & set(range(first, last + 1))
    }


def statements(tree: ast.Module) -> Iterator[tuple[int, int]]:
    """The first and last line of each statement; of a block, of its head.

    Outside of functions only what stands in a block of a choice: the import runs the rest.
    """
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.If | ast.Try):
            continue
        if isinstance(node, ast.If | ast.Try) and node not in tree.body:
            continue
        is_choice = isinstance(node, ast.If | ast.Try)
        for statement in within([node] if is_choice else node.body):
            if isinstance(statement, ast.Try | ast.Global | ast.Nonlocal) or statement is node:
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
        for case in getattr(statement, "cases", []):
            yield from within(case.body)
