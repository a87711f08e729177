"""Calls of the example's own lines, each of which can be made to fail or to stop.

The source is compiled with every call rewritten to go through an `Injector`: exact, the same on
every Python, and without a profile hook, which cannot raise *instead* of a call.
"""

from __future__ import annotations

import ast
import asyncio
import inspect
import os
import sys
import threading
import weakref
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from harness.run.faults.fair import gives_back, swapped
from harness.run.faults.rewrite import WRAPPERS, Handler, Rewriter, Site
from harness.run.ran import Marker, Ran

CLOSERS = ("close", "aclose", "__exit__", "__aexit__", "release")
"""What a thing has that can be closed or given back."""


class InjectedFault(Exception):
    """The error that an injected fault raises: no example can expect it by name."""


class InjectedExit(BaseException):
    """The same for what is no `Exception`: an interrupt, an exit, a time-out of a framework."""


@dataclass
class Step:
    """One call as it was made in a run without faults: what it took or gave back.

    ``returned`` tells that it did, and ``before`` and ``after`` are empty where it was made by
    another thread than ours, which reads no gauge.
    ``expected`` are the errors that handlers around it name, in its function or in a caller's;
    ``releases`` tells that it gives something back by its name, or by that of what it is handed,
    ``is_refusable`` that it may answer ``False`` instead of taking a permit,
    ``is_swappable`` that its arguments have an opposite order, ``is_of_held`` that it is a method
    of a thing that the example was handed before and can close. ``thread`` made it.
    """

    site: int
    occurrence: int
    function: Any
    before: dict[str, int] = field(default_factory=dict)
    after: dict[str, int] = field(default_factory=dict)
    returned: bool = False
    is_coroutine: bool = False
    expected: tuple[type[Exception], ...] = ()
    releases: bool = False
    is_refusable: bool = False
    is_of_held: bool = False
    is_swappable: bool = False
    thread: int = 0

    def change(self, kind: str) -> int:
        """How many more of a kind there were after the call; 0 where it did not return."""
        return self.after.get(kind, 0) - self.before.get(kind, 0) if self.after else 0

    @property
    def takes(self) -> bool:
        """Whether something was taken by the call."""
        return any(self.change(kind) > 0 for kind in self.before)


@dataclass(frozen=True)
class Target:
    """The call that fails: a site, which time it is made, with what error, and whether it is made.

    Without an error it is refused: another holder has the permit until this call is made again.
    """

    site: int
    occurrence: int
    error: type[BaseException] | None = InjectedFault
    made: bool = False


SWAPS: ContextVar[bool] = ContextVar("swaps", default=False)
"""Whether a caller's calls of the example's own functions have two arguments exchanged."""


class Injector:
    """Stands between the example and the calls it makes.

    With ``suspends`` every call that the example awaits is suspended once before it is made, as
    it would be where it has to wait.
    """

    def __init__(self, name: str, file: str, sites: list[Site], handlers: list[Handler]) -> None:
        """Let everything pass."""
        self.name, self.file, self.sites, self.handlers = name, file, sites, handlers
        self.ran = Ran()
        self.steps: list[Step] | None = None
        self.probe: Callable[[], dict[str, int]] = dict
        self.target: Target | None = None
        self.fired = False
        self.other_holder: Any = None
        self.stop: Callable[[int], None] | None = None
        self.suspends = False
        self._aside = threading.local()
        self._held: dict[int, weakref.ref[Any]] = {}
        self._home = os.getpid(), threading.get_ident()
        self._made: Counter[int] = Counter()
        self._lock = threading.Lock()

    def start(self, target: Target | None = None) -> None:
        """Count the calls anew, with the one that is to fail."""
        self._made.clear()
        self.target, self.fired = target, False

    def call(self, site: int, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        """A call of the example."""
        step = self._begin(site, function)
        args = self._arguments(step, function, args)
        result = function(*args, **kwargs)
        step.is_refusable = result is True and bool(args or kwargs)
        step.is_coroutine = inspect.iscoroutine(result)
        if step.is_refusable and self._is_hit(step) and self.target.error is None:  # type: ignore[union-attr]
            self.fired, self.other_holder = True, function.__self__
            return False
        if not step.is_coroutine:
            self.hold(result)
            result = None if self._fails_once_made(step) else result  # our frame would keep it
            self._end(step)
        return result

    async def awaited(self, site: int, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        """A call of the example that it awaits."""
        step = self._begin(site, function)
        args = self._arguments(step, function, args)
        if self.suspends and not gives_back(function):
            await asyncio.sleep(0)
        result = await function(*args, **kwargs)
        self.hold(result)
        result = None if self._fails_once_made(step) else result
        self._end(step)
        return result

    def entered(self, site: int, context: Any) -> Any:
        """A context that the example enters next."""
        self._end(self._begin(site, None))
        return context

    async def entered_async(self, site: int, context: Any) -> Any:
        """The same, where it may have to wait for that."""
        step = self._begin(site, None)
        if self.suspends:
            await asyncio.sleep(0)
        self._end(step)
        return context

    def aside(self, look: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, whose calls of the example are no calls of the example's callers."""

        def looking(*args: Any) -> Any:
            before, self._aside.now = self._is_aside(), True
            try:
                return look(*args)
            finally:
                self._aside.now = before

        return looking

    def _is_aside(self) -> bool:
        return getattr(self._aside, "now", False)

    def hold(self, thing: Any) -> None:
        """Know something that the example was handed, and that can be closed."""
        if any(hasattr(type(thing), name) for name in CLOSERS):
            with suppress(TypeError):  # no weak reference to it can be made
                self._held[id(thing)] = weakref.ref(thing)

    def line(self, site: int) -> None:
        """A line that computes comes next."""
        self._end(self._begin(site, None))

    def iterated(self, site: int, things: Any) -> Any:
        """A loop comes next; a file, a cursor or a generator may fail to give the first item."""
        if any(hasattr(type(things), name) for name in ("__next__", "__anext__")):
            self.line(site)
        return things

    def lent(self, site: int, value: Any) -> Any:
        """A function goes on after a ``yield``; what it was sent."""
        self._end(self._begin(site, None))
        return value

    def lending(self) -> list[Site]:
        """Each ``yield`` that was come to and has not gone on."""
        there = [site for site in self.sites if site.lends_at in self.ran.lines]
        return [site for site in there if not self._made[site.number]]

    def release_other_holder(self) -> str:
        """Give back what the other holder had; what was wrong with it, if anything."""
        holder, self.other_holder = self.other_holder, None
        try:
            if holder is not None:
                holder.release()
        except (RuntimeError, ValueError):
            return "what another caller holds is released"
        return ""

    def _arguments(self, step: Step, function: Any, args: tuple[Any, ...]) -> tuple[Any, ...]:
        """What a call is made with: the other way round where the caller is such a one."""
        step.releases = any(gives_back(each) for each in (function, *args))
        if getattr(function, "__module__", "") != self.name:
            return args
        step.is_swappable = swapped(args) is not args
        return swapped(args) if SWAPS.get() else args

    def _begin(self, site: int, function: Any) -> Step:
        if self._is_aside() or os.getpid() != self._home[0]:  # a forked child's faults are its own
            return Step(site, 0, function)
        owner = getattr(function, "__self__", None)
        known = self._held.get(id(owner), lambda: None)()
        with self._lock:
            self._made[site] += 1
            step = Step(site, self._made[site], function, is_of_held=known is owner is not None)
        if self.other_holder is not None and self.target and self.target.site == site:
            self.release_other_holder()
        if self.stop is not None and not self.sites[site].only_fails:
            self.stop(site)
        if self.steps is not None:
            step.thread = threading.get_ident()
            self.steps.append(step)
            step.before = self._probed()
            step.expected = self._expected()
        self._raise_at(step, False)
        return step

    def _end(self, step: Step) -> None:
        if self.steps is not None and step.occurrence:
            step.after, step.returned = self._probed(), True
        self._raise_at(step, True)

    def _probed(self) -> dict[str, int]:
        """What the probe says, which asks from one thread alone."""
        return self.probe() if threading.get_ident() == self._home[1] else {}

    def _expected(self) -> tuple[type[Exception], ...]:
        """The errors that the handlers name which are active in the example's frames."""
        names: dict[str, None] = {}
        frame, namespace = sys._getframe(2), vars(sys.modules[self.name])
        while frame.f_back is not None:
            if frame.f_code.co_filename == self.file:
                for handler in self.handlers:
                    if handler.first <= frame.f_lineno <= handler.last:
                        names |= dict.fromkeys(handler.names)
            frame = frame.f_back
        found = [evaluated(name, namespace) for name in names]
        return tuple(
            error for error in found if isinstance(error, type) and issubclass(error, Exception)
        )

    def _is_hit(self, step: Step) -> bool:
        target = self.target
        return target is not None and (target.site, target.occurrence) == (
            step.site,
            step.occurrence,
        )

    def _fails_once_made(self, step: Step) -> bool:
        return self._is_hit(step) and self.target is not None and self.target.made

    def _raise_at(self, step: Step, made: bool) -> None:
        target = self.target
        if not self._is_hit(step) or target is None or target.error is None or target.made != made:
            return
        self.fired = True  # the error is not kept: its frames would hold what they have
        raise target.error(f"injected at {self.sites[step.site].text}")


def evaluated(name: str, namespace: dict[str, Any]) -> Any:
    """What a name in the source stands for; nothing if it is a local one."""
    try:
        return eval(name, namespace)  # noqa: S307 - the example's own words
    except (NameError, AttributeError):
        return None


def expected_by_name(error: type[Exception]) -> type[Exception]:
    """An injected fault that a handler for that error catches, however such errors are made."""

    def make(self: Exception, *args: object) -> None:
        Exception.__init__(self, *args)

    body = {"__init__": make, "__str__": Exception.__str__}
    return type(error.__name__, (InjectedFault, error), body)


def load_rewritten(path: Path, name: str, ran: Ran | None = None) -> tuple[ModuleType, Injector]:
    """Import a file with every call of its functions going through an injector.

    Each of its statements is noted before it is run.
    """
    rewriter = Rewriter()
    tree = Marker().visit(ast.parse(path.read_text(encoding="utf-8"), str(path)))
    tree = rewriter.visit(tree)
    injector = Injector(name, str(path), rewriter.sites, rewriter.handlers)
    module = ModuleType(name)
    module.__file__ = str(path)
    injector.ran = ran or Ran()
    calls: tuple[Any, ...] = (injector.call, injector.awaited)
    calls += (injector.entered, injector.entered_async, injector.hold)
    calls += (injector.line, injector.lent, injector.iterated, injector.ran)
    vars(module).update(dict(zip(WRAPPERS, calls, strict=True)))
    sys.modules[name] = module
    code = compile(ast.fix_missing_locations(tree), str(path), "exec")
    exec(code, vars(module))  # noqa: S102 - as an import would run it
    return module, injector
