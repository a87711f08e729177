"""What calls can leave in a process that is no resource: settings changed, callbacks registered."""

from __future__ import annotations

import asyncio
import atexit
import logging
import os
import signal
import socket
import sys
from typing import Any

CALLBACKS = ("exit handler", "log handler", "timer")
"""Kinds of which one or two may stay, as libraries register them once: only growth tells."""


def settings() -> dict[str, Any]:
    """What all code of the process shares: folder, mask, variables, handlers, limits to come."""
    mask = os.umask(0)
    os.umask(mask)
    handlers = {
        f"handler of {name}": signal.getsignal(name)
        for name in signal.valid_signals() - {signal.SIGALRM}  # which the deadlines need
    }
    variables = {f"variable {name}": text for name, text in os.environ.items()}
    to_come = {"time-out": socket.getdefaulttimeout(), "recursion": sys.getrecursionlimit()}
    return {"folder": folder(), "mask": mask, **to_come, **variables, **handlers}


def folder() -> str:
    """The working folder, also where it has been removed."""
    try:
        return os.getcwd()
    except FileNotFoundError:
        return ""


def changed(before: dict[str, Any]) -> int:
    """How many settings are not as they were."""
    now = settings()
    return sum(before.get(name) != now.get(name) for name in before.keys() | now.keys())


def callbacks() -> dict[str, int]:
    """Callbacks that are registered now, by kind."""
    loggers = [logging.root, *logging.Logger.manager.loggerDict.values()]
    return {
        "exit handler": atexit._ncallbacks(),  # no public way
        "log handler": sum(len(getattr(each, "handlers", ())) for each in loggers),
        "timer": sum(not each.cancelled() for each in timers()),
    }


def timers() -> list[asyncio.TimerHandle]:
    """The timers of the running event loop."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return []
    return list(getattr(loop, "_scheduled", ()))  # no public way
