"""Mutants of a fix: one releasing line removed, or moved to where no error reaches it."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

RELEASES = re.compile(
    "close|exit|release|putconn|^put|unlink|^remove|rmtree|rmdir|dispose|disconnect|shutdown"
    "|terminate|kill|join|^wait|cancel|give_back|return_|finish|detach|^stop|cleanup|unlock"
    "|commit|rollback|^end|discard|^pop|^clear$|callback$|^push|finalize|^register|^set$|^free$"
    "|unregister|task_done|expunge|reset|^back$|drop|forget"
)
"""Names of functions that give something back, or that arrange for it."""

STATEMENTS = re.compile("UNLOCK|GIVE_BACK|RELEASE|FREE|ROLLBACK|COMMIT|DELETE", re.IGNORECASE)
"""Names and texts of statements that make a server give something back."""

HOLDS_NOTHING = re.compile(
    "^(suppress|timeout|timeout_at|nullcontext|fail_after|move_on_after|CancelScope|catch_warnings)$"
)
"""Contexts whose end gives nothing back."""


MUTATED = '''"""What a mutant does instead; it lies beside the example, and no fault is put in."""
import sys

NEVER, HAPPY = False, True


class Left:
    """A context manager that is left without an error only, or never."""

    def __init__(self, manager, happy):
        self.manager, self.happy = manager, happy

    def __enter__(self):
        return self.manager.__enter__()

    def __exit__(self, kind, *rest):
        return self.manager.__exit__(kind, *rest) if kind is None and self.happy else None

    async def __aenter__(self):
        return await self.manager.__aenter__()

    async def __aexit__(self, kind, *rest):
        return await self.manager.__aexit__(kind, *rest) if kind is None and self.happy else None


class Now:
    @property
    def quiet(self):
        return sys.exc_info()[0] is None


now = Now()
'''


class Change(StrEnum):
    """What was done to a releasing line."""

    REMOVED = "removed"
    """The line is not there."""

    ENTERED = "entered only"
    """What ``with`` enters is never left."""

    HAPPY = "without an error only"
    """The line comes after what it followed in every case."""


@dataclass(frozen=True)
class Mutant:
    """A changed source: in which function, which line, how."""

    function: str
    line: str
    change: Change
    number: int
    source: str

    @property
    def name(self) -> str:
        """The mutant, as a list names it."""
        again = f" ({self.number})" if self.number > 1 else ""
        return f"{self.function}(): {self.line}{again}: {self.change}"


Edit = Callable[[ast.AST], ast.AST]


def mutants(source: str) -> Iterator[Mutant]:
    """Every mutant of a source that differs from it."""
    seen: Counter[tuple[str, str, Change]] = Counter()
    for index, (function, node) in enumerate(walk(ast.parse(source))):
        for line, change, edit in edits(node) if function else ():
            seen[function, line, change] += 1
            number = seen[function, line, change]
            yield Mutant(function, line, change, number, edited(source, index, edit))


def walk(tree: ast.AST, function: str = "") -> Iterator[tuple[str, ast.AST]]:
    """Each node below, in the order of the source, with the function that it stands in."""
    for node in ast.iter_child_nodes(tree):
        yield function, node
        is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        yield from walk(node, node.name if is_function else function)  # type: ignore[union-attr]


def edited(source: str, index: int, edit: Edit) -> str:
    """The source with one node changed."""
    tree = ast.parse(source)
    target = [node for _, node in walk(tree)][index]

    class Editor(ast.NodeTransformer):
        """Changes the one node, and no other."""

        def visit(self, node: ast.AST) -> ast.AST:
            """Change it, or look further down."""
            return edit(node) if node is target else self.generic_visit(node)

    changed = Editor().visit(tree)
    place = 1 if ast.get_docstring(tree) else 0
    changed.body.insert(place, ast.Import([ast.alias("mutated")]))
    return ast.unparse(ast.fix_missing_locations(changed))


def edits(node: ast.AST) -> Iterator[tuple[str, Change, Edit]]:
    """The changes that can be made to a node."""
    if isinstance(node, ast.With | ast.AsyncWith):
        for number, item in enumerate(node.items):
            if not HOLDS_NOTHING.search(called(item.context_expr)):
                word = "async with" if isinstance(node, ast.AsyncWith) else "with"
                line = f"{word} {short(item)}"
                yield line, Change.ENTERED, lambda n, k=number: unheld(n, k, "NEVER")  # type: ignore[misc]
                yield line, Change.HAPPY, lambda n, k=number: unheld(n, k, "HAPPY")  # type: ignore[misc]
    elif isinstance(node, ast.Try) and node.finalbody:
        yield f"finally: {short(node.finalbody[0])}", Change.HAPPY, without_finally
    elif isinstance(node, ast.Delete) or (isinstance(node, ast.Expr) and releases(node.value)):
        yield short(node), Change.REMOVED, lambda n: ast.Pass()
    elif isinstance(node, ast.Call) and called(node) in ("enter_context", "enter_async_context"):
        yield short(node), Change.ENTERED, entered
    elif isinstance(node, ast.Assign | ast.Return) and node.value and releases(node.value):
        yield short(node), Change.REMOVED, without_value


def releases(node: ast.AST) -> bool:
    """Whether an expression is a call that gives something back."""
    call = node.value if isinstance(node, ast.Await) else node
    if not isinstance(call, ast.Call):
        return isinstance(node, ast.Await) and isinstance(call, ast.Name | ast.Attribute)
    if ast.unparse(call.func) == "set" or isinstance(owner(call), ast.Constant):
        return False  # a set that is made, a text that is joined
    said = [arg.id for arg in call.args if isinstance(arg, ast.Name)]
    said += [str(arg.value) for arg in call.args if isinstance(arg, ast.Constant)]
    by_text = "execute" in called(call) and any(STATEMENTS.search(each) for each in said)
    return by_text or RELEASES.search(called(call)) is not None


def owner(call: ast.Call) -> ast.expr | None:
    """Whose method is called."""
    return call.func.value if isinstance(call.func, ast.Attribute) else None


def called(node: ast.AST) -> str:
    """The last name of what is called."""
    call = node.value if isinstance(node, ast.Await) else node
    function = call.func if isinstance(call, ast.Call) else call
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def short(node: ast.AST) -> str:
    """A node in one line."""
    return " ".join(ast.unparse(node).split())


def without_value(node: ast.AST) -> ast.AST:
    """An assignment or a return without its call."""
    assert isinstance(node, ast.Assign | ast.Return)
    node.value = ast.Constant(None)
    return node


def entered(node: ast.AST) -> ast.AST:
    """``stack.enter_context(x)``, which the stack does not leave."""
    assert isinstance(node, ast.Call)
    node.args[0] = kept(node.args[0], node.lineno, "NEVER")
    return node


def unheld(node: ast.AST, number: int, leaves: str) -> ast.AST:
    """A ``with`` whose item of that number is left at the happy end, or never."""
    assert isinstance(node, ast.With | ast.AsyncWith)
    item = node.items[number]
    item.context_expr = kept(item.context_expr, f"{node.lineno}_{number}", leaves)
    return node


def kept(manager: ast.expr, place: object, leaves: str) -> ast.expr:
    """A manager with a name, as a program that forgets it would keep it until it returns."""
    named = ast.NamedExpr(ast.Name(f"entered_{place}", ast.Store()), manager)
    how = ast.Attribute(ast.Name("mutated", ast.Load()), leaves, ast.Load())
    return ast.Call(ast.Attribute(ast.Name("mutated", ast.Load()), "Left"), [named, how], [])


def without_finally(node: ast.AST) -> ast.AST:
    """A ``try`` whose last part comes at the happy end only; it looks, and calls nothing."""
    assert isinstance(node, ast.Try)
    quiet = ast.parse("mutated.now.quiet", mode="eval").body
    node.finalbody = [ast.If(quiet, node.finalbody, [])]
    return node
