"""Which calls can fail at all, and what a fix must stand when they do."""

from __future__ import annotations

import builtins
import logging
import re
from contextlib import AsyncExitStack, ExitStack
from pathlib import PurePath
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from harness.run.faults.inject import Step

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

PLAIN_SELF = (str, bytes, bytearray, list, dict, set, tuple, int, float, logging.Logger)
"""Things whose methods hold nothing and do not fail by chance."""

ON_DISK = re.compile("read|write|open|touch|mkdir|rmdir|unlink|rename|replace|iterdir|link|chmod")
"""Names of a path's methods that go to the disk; the others only make another path."""

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
    if isinstance(owner, PurePath) and not ON_DISK.search(name):
        return False
    if isinstance(owner, ModuleType) and owner is builtins and name not in ("open", "next"):
        return False
    return name not in HARMLESS


def can_be_refused(step: Step) -> bool:
    """Whether a call is an acquire that answers ``False`` where no permit is free in time."""
    owner, name = getattr(step.function, "__self__", None), getattr(step.function, "__name__", "")
    return step.is_refusable and name == "acquire" and hasattr(owner, "release")


def swapped(args: tuple[Any, ...]) -> tuple[Any, ...]:
    """The arguments in the opposite order: the first two of one kind, or else a sequence.

    They come back as they are where there is nothing to exchange.
    """
    result = list(args)
    for one in range(len(args)):
        for other in range(one + 1, len(args)):
            a, b = args[one], args[other]
            if type(a) is type(b) and a is not b and not callable(a):
                result[one], result[other] = b, a
                return tuple(result)
    for place, each in enumerate(args):
        if isinstance(each, (list, tuple)) and len(each) > 1:
            result[place] = each[::-1]
            return tuple(result)
    return args
