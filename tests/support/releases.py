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


class Change(StrEnum):
    """What was done to a releasing line."""

    REMOVED = "removed"
    """The line is not there."""

    ENTERED = "entered only"
    """What ``with`` enters is never left."""

    HAPPY = "without an error only"
    """The line comes after what it followed in every case."""

    LATER = "at the end of the block"
    """The line comes after all that stood behind it."""


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


Edit = Callable[[ast.AST], "list[ast.stmt] | ast.AST"]


def mutants(source: str) -> Iterator[Mutant]:
    """Every mutant of a source that differs from it."""
    seen: Counter[tuple[str, str, Change]] = Counter()
    whole = ast.unparse(ast.parse(source))
    for index, (function, node) in enumerate(walk(ast.parse(source))):
        for line, change, edit in edits(node) if function else ():
            seen[function, line, change] += 1
            text = edited(source, index, edit)
            if text != whole:
                number = seen[function, line, change]
                yield Mutant(function, line, change, number, text)


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

        def visit(self, node: ast.AST) -> ast.AST | list[ast.stmt]:
            """Change it, or look further down."""
            if node is target:
                return edit(node)
            return self.generic_visit(node)  # type: ignore[no-any-return]

    changed = Editor().visit(tree)
    return ast.unparse(ast.fix_missing_locations(changed))  # type: ignore[arg-type]


def edits(node: ast.AST) -> Iterator[tuple[str, Change, Edit]]:
    """The changes that can be made to a node."""
    if isinstance(node, ast.With | ast.AsyncWith):
        for number, item in enumerate(node.items):
            if not HOLDS_NOTHING.search(called(item.context_expr)):
                word = "async with" if isinstance(node, ast.AsyncWith) else "with"
                line = f"{word} {short(item)}"
                yield line, Change.ENTERED, lambda n, k=number: unheld(n, k, False)  # type: ignore[misc]
                yield line, Change.HAPPY, lambda n, k=number: unheld(n, k, True)  # type: ignore[misc]
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
    """``stack.enter_context(x)``, entered without the stack."""
    assert isinstance(node, ast.Call)
    is_async = called(node) == "enter_async_context"
    return made(node.args[0], is_async, "enter")


def made(manager: ast.expr, is_async: bool, end: str, *args: ast.expr) -> ast.expr:
    """A call of a manager's first or last method."""
    name = f"__a{end}__" if is_async else f"__{end}__"
    call = ast.Call(ast.Attribute(manager, name, ast.Load()), [*args], [])
    return ast.Await(call) if is_async else call


def unheld(node: ast.AST, number: int, leaves: bool) -> list[ast.stmt]:
    """A ``with`` whose item of that number is entered by hand, and left at the happy end or never.

    The manager has a name, as a program that forgets it would keep it until it returns.
    """
    assert isinstance(node, ast.With | ast.AsyncWith)
    is_async, kind = isinstance(node, ast.AsyncWith), type(node)
    item, outer, inner = node.items[number], node.items[:number], node.items[number + 1 :]
    name = f"entered_{node.lineno}_{number}"
    take = made(ast.Name(name, ast.Load()), is_async, "enter")
    start: list[ast.stmt] = [ast.Assign([ast.Name(name, ast.Store())], item.context_expr)]
    start.append(ast.Assign([item.optional_vars], take) if item.optional_vars else ast.Expr(take))
    nothing = [ast.Constant(None)] * 3
    leave = ast.Expr(made(ast.Name(name, ast.Load()), is_async, "exit", *nothing))
    body = ended(node.body, [leave]) if leaves else node.body
    if inner:
        rest = ended(node.body, [leave], last=False) if leaves else node.body
        body = [kind(inner, rest), *([leave] if leaves and not ends(node.body) else [])]
    body = [*start, *body]
    return [kind(outer, body)] if outer else body


def without_finally(node: ast.AST) -> list[ast.stmt]:
    """A ``try`` whose last part comes at the happy end only."""
    assert isinstance(node, ast.Try)
    if not node.handlers:
        return ended(node.body, node.finalbody)
    body = ended(node.body, node.finalbody, last=False)
    handlers = [
        ast.ExceptHandler(each.type, each.name, ended(each.body, node.finalbody, last=False))
        for each in node.handlers
    ]
    orelse = ended(node.orelse, node.finalbody, last=False)
    return [ast.Try(body, handlers, orelse, []), *node.finalbody]


def ends(body: list[ast.stmt]) -> bool:
    """Whether nothing comes after a block."""
    return bool(body) and isinstance(body[-1], ast.Return | ast.Raise | ast.Break | ast.Continue)


def ended(body: list[ast.stmt], last_words: list[ast.stmt], last: bool = True) -> list[ast.stmt]:
    """A block with the last words before each way out but an error, and at its end."""

    class Ways(ast.NodeTransformer):
        """Puts the last words before each way out."""

        def __init__(self) -> None:
            """Be in no loop."""
            self.loops = 0

        def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
            """A function of its own is left alone."""
            return node

        def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
            """The same."""
            return node

        def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
            """The same."""
            return node

        def visit_For(self, node: ast.For) -> ast.AST:
            """Within a loop, ``break`` is no way out."""
            self.loops += 1
            self.generic_visit(node)
            self.loops -= 1
            return node

        visit_While = visit_AsyncFor = visit_For  # type: ignore[assignment]  # noqa: N815

        def visit_Return(self, node: ast.Return) -> list[ast.stmt]:
            """What is returned is made first."""
            if node.value is None or isinstance(node.value, ast.Constant):
                return [*last_words, node]
            keep = ast.Assign([ast.Name("result", ast.Store())], node.value)
            return [keep, *last_words, ast.Return(ast.Name("result", ast.Load()))]

        def visit_Break(self, node: ast.Break) -> list[ast.stmt]:
            """It leaves the block where the loop is outside."""
            return [node] if self.loops else [*last_words, node]

        def visit_Continue(self, node: ast.Continue) -> list[ast.stmt]:
            """The same."""
            return [node] if self.loops else [*last_words, node]

    ways = Ways()
    changed: list[ast.stmt] = []
    for statement in body:
        new = ways.visit(statement)
        changed += new if isinstance(new, list) else [new]
    return changed if not last or ends(body) else [*changed, *last_words]
