"""Calls of the example's own lines, each of which can be made to fail or to stop.

The source is compiled with every call rewritten to go through an `Injector`: exact, the same on
every Python, and without a profile hook, which cannot raise *instead* of a call.
"""

from __future__ import annotations

import ast
import asyncio
import builtins
import inspect
import logging
import os
import re
import sys
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

CALL, AWAITED = "__faulty_call__", "__faulty_await__"

GIVES_BACK = re.compile(
    "close|exit|release|putconn|^put|unlink|remove|rmtree|dispose|disconnect|shutdown|terminate"
    "|kill|join|wait$|cancel|give_back|return_|finish|detach|stop|cleanup|unlock"
)
"""Names of functions that give something back."""

TAKES = re.compile(
    "^start|acquire|connect|getconn|open|accept|fork|dup|mkstemp|mkdtemp|pipe|socket|checkout"
    "|submit|lock$|get_nowait|getresponse"
)
"""Names of functions that take something."""

UNTOUCHED = {"super", "locals", "globals", "vars", "dir", "eval", "exec"}
"""Calls that look at the frame they are made from."""

PLAIN_SELF = (str, bytes, bytearray, list, dict, set, tuple, int, float, logging.Logger, Path)
"""Things whose methods hold nothing and do not fail by chance."""

STACKS = (ExitStack, AsyncExitStack)

HARMLESS = {
    *("get_running_loop", "get_event_loop", "create_future", "current_task", "monotonic", "time"),
    *("perf_counter", "current_thread", "get_ident", "set", "is_set", "notify", "notify_all"),
    *("set_result", "set_exception", "done", "cancelled", "locked", "add_done_callback", "cancel"),
    *(
        "sleep",
        "create_task",
        "ensure_future",
        "call_soon",
        "call_soon_threadsafe",
        "getpid",
        "getenv",
        "token_hex",
        "qsize",
        "empty",
    ),
    *("full", "throw", "is_alive", "is_closed", "get_nowait", "set_name", "partial"),
}
"""Functions that do not fail by chance: a fix need not survive what never happens."""


class InjectedFault(Exception):
    """The error that an injected fault raises: no example can expect it by name."""


@dataclass(frozen=True)
class Site:
    """A call in the source: its number, the function it stands in, its text, its part."""

    number: int
    function: str
    text: str
    is_context: bool


@dataclass
class Step:
    """One call as it was made in a run without faults: what it took or gave back."""

    site: int
    occurrence: int
    function: Any
    before: dict[str, int] = field(default_factory=dict)
    after: dict[str, int] = field(default_factory=dict)
    is_coroutine: bool = False

    def change(self, kind: str) -> int:
        """How many more of a kind there were after the call."""
        return self.after.get(kind, 0) - self.before.get(kind, 0)

    @property
    def takes(self) -> bool:
        """Whether something was taken by the call."""
        return any(self.change(kind) > 0 for kind in self.before)


class Rewriter(ast.NodeTransformer):
    """Rewrites the calls inside of functions; what runs at the import stays as it is."""

    def __init__(self) -> None:
        """Know no site yet."""
        self.sites: list[Site] = []
        self._functions: list[str] = []
        self._contexts: set[int] = set()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> Any:
        """Rewrite a function's body; its decorators and defaults run elsewhere."""
        return self._function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> Any:
        """The same."""
        return self._function(node)

    def _function(self, node: Any) -> Any:
        self._functions.append(node.name)
        node.body = [self.visit(statement) for statement in node.body]
        self._functions.pop()
        return node

    def visit_Raise(self, node: ast.Raise) -> Any:
        """The making of an exception that is raised is no call that can fail."""
        return node

    def visit_With(self, node: ast.With) -> Any:
        """Remember which calls make a context."""
        self._contexts |= {id(item.context_expr) for item in node.items}
        return self.generic_visit(node)

    def visit_AsyncWith(self, node: ast.AsyncWith) -> Any:
        """The same."""
        self._contexts |= {id(item.context_expr) for item in node.items}
        return self.generic_visit(node)

    def visit_Await(self, node: ast.Await) -> Any:
        """A call that is awaited is made when it has been awaited."""
        if not self._functions or not isinstance(node.value, ast.Call):
            return self.generic_visit(node)
        return ast.copy_location(ast.Await(self._rewritten(node.value, AWAITED)), node)

    def visit_Call(self, node: ast.Call) -> Any:
        """Any other call."""
        if not self._functions:
            return self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id in UNTOUCHED:
            return self.generic_visit(node)
        return self._rewritten(node, CALL)

    def _rewritten(self, node: ast.Call, wrapper: str) -> ast.Call:
        number, text = len(self.sites), " ".join(ast.unparse(node).split())
        is_context = id(node) in self._contexts
        self.sites.append(Site(number, self._functions[-1], text, is_context))
        self.generic_visit(node)
        arguments = [ast.Constant(number), node.func, *node.args]
        call = ast.Call(ast.Name(wrapper, ast.Load()), arguments, node.keywords)
        return ast.fix_missing_locations(ast.copy_location(call, node))


class Injector:
    """Stands between the example and the calls it makes.

    With ``suspends`` every call that the example awaits is suspended once before it is made, as
    it would be where it has to wait.
    """

    def __init__(self, sites: list[Site]) -> None:
        """Let everything pass."""
        self.sites = sites
        self.steps: list[Step] | None = None
        self.probe: Callable[[], dict[str, int]] = dict
        self.target: tuple[int, int, bool] | None = None
        self.fired = False
        self.stop: Callable[[int], None] | None = None
        self.suspends = False
        self._home = os.getpid(), threading.get_ident()
        self._made: Counter[int] = Counter()
        self._lock = threading.Lock()

    def start(self, target: tuple[int, int, bool] | None = None) -> None:
        """Count the calls anew; the target is a site, an occurrence, and whether it is made."""
        self._made.clear()
        self.target, self.fired = target, False

    def call(self, site: int, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        """A call of the example."""
        step = self._begin(site, function)
        result = function(*args, **kwargs)
        step.is_coroutine = inspect.iscoroutine(result)
        if not step.is_coroutine:
            self._end(step)
        return result

    async def awaited(self, site: int, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        """A call of the example that it awaits."""
        step = self._begin(site, function)
        if self.suspends and not gives_back(function):
            await asyncio.sleep(0)
        result = await function(*args, **kwargs)
        self._end(step)
        return result

    def _begin(self, site: int, function: Any) -> Step:
        if os.getpid() != self._home[0]:  # a forked child: its faults are its own
            return Step(site, 0, function)
        with self._lock:
            self._made[site] += 1
            step = Step(site, self._made[site], function)
        if self.stop is not None:
            self.stop(site)
        if self.steps is not None:
            self.steps.append(step)
            step.before = self._probed()
        self._raise_at(step, False)
        return step

    def _end(self, step: Step) -> None:
        if self.steps is not None and step.occurrence:
            step.after = self._probed()
        self._raise_at(step, True)

    def _probed(self) -> dict[str, int]:
        """What the probe says, which asks from one thread alone."""
        return self.probe() if threading.get_ident() == self._home[1] else {}

    def _raise_at(self, step: Step, made: bool) -> None:
        if self.target == (step.site, step.occurrence, made):
            self.fired = True  # the error is not kept: its frames would hold what they have
            raise InjectedFault(f"injected at {self.sites[step.site].text}")


def load_rewritten(path: Path, name: str) -> tuple[ModuleType, Injector]:
    """Import a file with every call of its functions going through an injector."""
    rewriter = Rewriter()
    tree = rewriter.visit(ast.parse(path.read_text(encoding="utf-8"), str(path)))
    injector = Injector(rewriter.sites)
    module = ModuleType(name)
    module.__file__ = str(path)
    vars(module).update({CALL: injector.call, AWAITED: injector.awaited})
    sys.modules[name] = module
    code = compile(ast.fix_missing_locations(tree), str(path), "exec")
    exec(code, vars(module))  # noqa: S102 - as an import would run it
    return module, injector


def gives_back(function: Any) -> bool:
    """Whether a call gives something back, by its name."""
    return GIVES_BACK.search(getattr(function, "__name__", "")) is not None


def takes_by_name(function: Any) -> bool:
    """Whether a call takes something, by its name, although nothing more was there afterwards."""
    return TAKES.search(getattr(function, "__name__", "")) is not None


def can_fail(step: Step, app: ModuleType) -> bool:
    """Whether a call fails by other things than chance in the interpreter.

    Left out: constructors that hold nothing, methods of plain data, contexts that are entered
    through a stack, and functions that do not fail.
    """
    function = step.function
    owner = getattr(function, "__self__", None)
    name = getattr(function, "__name__", "")
    if isinstance(function, type):
        own = function.__module__ == app.__name__
        return step.takes or own or function in (int, float)
    if isinstance(owner, STACKS) or (isinstance(owner, PLAIN_SELF) and not step.takes):
        return False
    if isinstance(owner, ModuleType) and owner is builtins and name not in ("open", "next"):
        return False
    return name not in HARMLESS
