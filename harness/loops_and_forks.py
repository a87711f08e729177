"""What a file makes at import for one event loop, and whether it forks beside threads."""

from __future__ import annotations

import ast
from collections.abc import Iterator

SERVES_ONE_LOOP = {
    *("Semaphore", "BoundedSemaphore", "Lock", "Event", "Condition", "Barrier"),
    *("Queue", "LifoQueue", "PriorityQueue", "CapacityLimiter"),
}
"""What asyncio and anyio have that belongs to the loop in which somebody waits for it."""

HAVE_THREADS = {"threading", "concurrent", "_thread"}
"""Modules of a program with several threads; an executor has some of its own."""

FOR_SEVERAL = {"Pool", "Semaphore", "BoundedSemaphore", "Lock", "RLock", "Condition", "Queue"}
"""What a context of `multiprocessing` makes for several callers, or with threads of its own."""


def made_at_import(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The line and the name of each primitive of asyncio or anyio that importing makes."""
    known = imported(tree)
    for call in calls(at_import(tree)):
        library, _, name = known_name(call, known).partition(".")
        if library in ("asyncio", "anyio") and name in SERVES_ONE_LOOP:
            yield call.lineno, f"{name} of {library}"


def forks_beside(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The line of each fork in a file with threads, or for several callers, and what says so."""
    known = imported(tree)
    for call in calls(ast.walk(tree)):
        if is_fork(call, known) and (why := several(tree, known)):
            yield call.lineno, why


def at_import(tree: ast.AST) -> Iterator[ast.AST]:
    """What runs when the module is imported: all but the bodies of functions."""
    for node in ast.iter_child_nodes(tree):
        yield node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            inner = [*getattr(node, "decorator_list", []), node.args]
            yield from (each for part in inner for each in ast.walk(part))
        else:
            yield from at_import(node)


def calls(nodes: Iterator[ast.AST]) -> list[ast.Call]:
    """The calls among some nodes."""
    return [node for node in nodes if isinstance(node, ast.Call)]


def imported(tree: ast.Module) -> dict[str, str]:
    """The full name of each name that is imported."""
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            known |= {each.asname or each.name: each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            known |= {each.asname or each.name: f"{node.module}.{each.name}" for each in node.names}
    return known


def known_name(call: ast.Call, known: dict[str, str]) -> str:
    """What is called, by its full name where it was imported."""
    first, dot, rest = ast.unparse(call.func).partition(".")
    return known.get(first, first) + dot + rest


def is_fork(call: ast.Call, known: dict[str, str]) -> bool:
    """Whether a call forks, or chooses to start processes that way."""
    name = known_name(call, known)
    chosen = name.endswith(("get_context", "set_start_method"))
    return name == "os.fork" or (chosen and "'fork'" in map(ast.unparse, call.args))


def several(tree: ast.Module, known: dict[str, str]) -> str:
    """What says that the program has several threads, or several callers; empty if nothing."""
    for name in known.values():
        if name.partition(".")[0] in HAVE_THREADS:
            return f"an import of {name}"
    for call in calls(ast.walk(tree)):
        if isinstance(call.func, ast.Attribute) and call.func.attr in FOR_SEVERAL:
            return f"{ast.unparse(call.func)}()"
    return ""
