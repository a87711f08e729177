"""Which lines of the example were run, in the run's own process and in those it forks."""

from __future__ import annotations

import ast
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

RAN = "__faulty_ran__"
"""What a program that is put to the faults calls before each of its statements."""


class Ran:
    """The lines that were run; a forked process appends its own to a file that it shares with us.

    That is opened for one line at a time: a descriptor that stays open would be counted.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Know of no line yet; without a path those of forked processes stay theirs."""
        self.path, self.lines, self._home = path, set[int](), os.getpid()

    def __call__(self, line: int) -> None:
        """Note a line; all but the first time costs a look into a set."""
        if line not in self.lines:
            self.lines.add(line)
            if self.path is not None and os.getpid() != self._home:
                tell(self.path, line)

    def all(self) -> list[int]:
        """The lines of all processes so far."""
        path = self.path
        told = path.read_text(encoding="ascii") if path is not None and path.exists() else ""
        return sorted(self.lines | {int(line) for line in told.split()})


def tell(path: Path, line: int) -> None:
    """Append a line to the file of all processes."""
    with suppress(OSError):  # no descriptor is free, or the folder has gone
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(descriptor, b"%d\n" % line)
        os.close(descriptor)


class Marker(ast.NodeTransformer):
    """Has each statement of a function noted before it is run.

    A line hook would be called for every function of every library, too.
    """

    def __init__(self) -> None:
        """Be outside of any function."""
        self._depth = 0

    def visit_FunctionDef(self, node: ast.FunctionDef) -> Any:
        """Mark the function's statements."""
        return self._function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> Any:
        """The same."""
        return self._function(node)

    def _function(self, node: Any) -> Any:
        self._depth += 1
        self.generic_visit(node)
        self._depth -= 1
        return node

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Mark the statements of each block."""
        super().generic_visit(node)
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if self._depth and isinstance(block, list):
                setattr(node, name, [each for one in block for each in marked(one)])
        return node


def marked(statement: ast.stmt) -> list[ast.stmt]:
    """A statement with its mark before it; a docstring has none, for it must stay the first."""
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        return [statement]
    call = ast.Call(ast.Name(RAN, ast.Load()), [ast.Constant(statement.lineno)], [])
    mark = ast.copy_location(ast.Expr(call), statement)
    return [ast.fix_missing_locations(mark), statement]
