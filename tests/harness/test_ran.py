"""The lines that were run: noted once each, told by forked processes, marked in the source."""

import ast
import os
from pathlib import Path

import pytest

from harness.run.ran import Marker, Ran

PROGRAM = '''"""Sell tickets."""
price = 120
def outer(seats):
    """Sell some."""
    for seat in seats:
        yield seat
    else:
        done()
    @held
    def inner():
        return 1
    while seats:
        if price:
            pass
        elif seats:
            inner()
    try:
        with seats:
            match price:
                case 1:
                    raise ValueError
    except ValueError:
        inner()
    finally:
        return lambda: 1
class Box:
    size = 2
    async def close(self):
        await price
'''

MARKED = '''"""Sell tickets."""
price = 120

def outer(seats):
    """Sell some."""
    __faulty_ran__(5)
    for seat in seats:
        __faulty_ran__(6)
        yield seat
    else:
        __faulty_ran__(8)
        done()
    __faulty_ran__(10)

    @held
    def inner():
        __faulty_ran__(11)
        return 1
    __faulty_ran__(12)
    while seats:
        __faulty_ran__(13)
        if price:
            __faulty_ran__(14)
            pass
        else:
            __faulty_ran__(15)
            if seats:
                __faulty_ran__(16)
                inner()
    __faulty_ran__(17)
    try:
        __faulty_ran__(18)
        with seats:
            __faulty_ran__(19)
            match price:
                case 1:
                    __faulty_ran__(21)
                    raise ValueError
    except ValueError:
        __faulty_ran__(23)
        inner()
    finally:
        __faulty_ran__(25)
        return lambda: 1

class Box:
    size = 2

    async def close(self):
        __faulty_ran__(29)
        await price
'''


def test_each_statement_of_a_function_is_marked() -> None:
    """In every block; a docstring, the import's lines and a lambda's value are left alone."""
    assert ast.unparse(Marker().visit(ast.parse(PROGRAM))) + "\n" == MARKED


def test_marks_stand_where_their_statements_stand() -> None:
    """So a traceback, and a handler's lines, are those of the source."""
    marked = Marker().visit(ast.parse("def f():\n    if f:\n        g()\n"))
    calls = [node for node in ast.walk(marked) if isinstance(node, ast.Call) and node.args]
    lines = {call.args[0].value: call.lineno for call in calls}  # type: ignore[attr-defined]
    assert lines == {2: 2, 3: 3}


def test_a_forked_process_tells(tmp_path: Path) -> None:
    """Its new lines, once; ours are not written, and no descriptor stays open."""
    ran = Ran(tmp_path / "ran")
    ran(3)
    ran(1)
    assert (ran.all(), ran.path and ran.path.exists()) == ([1, 3], False)
    if not (child := os.fork()):
        before = {*os.listdir("/proc/self/fd")}
        for line in (3, 7, 7, 5):
            ran(line)
        os._exit(before != {*os.listdir("/proc/self/fd")})
    assert os.waitpid(child, 0)[1] == 0
    assert (tmp_path / "ran").read_text() == "7\n5\n"
    assert (ran.all(), ran.lines) == ([1, 3, 5, 7], {1, 3})


@pytest.mark.parametrize("folder", [None, "gone"])
def test_what_cannot_be_told_is_no_error(folder: str | None, tmp_path: Path) -> None:
    """Without a file, or without the folder, a forked process keeps its lines to itself."""
    ran = Ran(folder and tmp_path / folder / "ran")  # type: ignore[arg-type]
    if not (child := os.fork()):
        ran(2)
        os._exit(ran.lines != {2})
    assert os.waitpid(child, 0)[1] == 0
    assert ran.all() == []
