"""What a run of examples needs of the machine, asked once, before anything runs."""

from __future__ import annotations

import os
from pathlib import Path

from harness.record.evidence import BUILD

DESCRIPTORS = "/proc/self/fd"
"""Where Linux lists the descriptors of a process; other systems have ``/dev/fd``."""


def lacking(build: Path = BUILD) -> str:
    """What is missing, in one sentence that says what to do; empty where all is there."""
    if os.uname().sysname == "Linux" and not os.path.isdir(DESCRIPTORS):
        return f"{DESCRIPTORS} is not there, which lists what is open: mount /proc"
    there = next(each for each in (build, *build.parents) if each.exists())
    if not os.access(there, os.W_OK):
        return (
            f"{there} cannot be written, and evidence goes to {build}: "
            "run in a checkout that can be written"
        )
    return ""
