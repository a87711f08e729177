"""The faults that a fix was put to: their sorts, and what became of each."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """What goes wrong, at one point of the example's own lines."""

    BEFORE = "fails"
    """A call raises instead of being made."""

    AFTER = "fails once made"
    """A call raises after it was made. Left out where the call takes a unit: no caller can give
    back what it was never handed."""

    EXPECTED = "fails as the code expects"
    """A call raises an error that a handler around it names. What the caller hears is the
    code's own affair then."""

    EXIT = "is interrupted"
    """A call raises what is no ``Exception``, where a handler catches all of those."""

    LENT = "hears of an error"
    """A ``yield`` raises: what was done with the thing that the function lends has failed."""

    REFUSED = "is refused"
    """An acquire with a time-out answers ``False``: another caller has the permit."""

    CANCELLED = "cancelled"
    """The task is cancelled while it is suspended."""

    HAND_OVER = "cancelled at the hand-over"
    """The task is cancelled in the turn in which it gets what it waits for, before it runs."""

    PAIR = "cancelled twice"
    """It is cancelled, and once more during its clean-up."""

    LEVEL = "cancelled for good"
    """It is cancelled, and again at each further suspension, as under an anyio scope."""

    CALLERS = "a second caller"
    """Another caller is let in while this one stands at a call: it runs to its end or waits."""


@dataclass(frozen=True)
class Fault:
    """One fault: what it hit, in the good call, the bad call or the set-up, and what was lost."""

    sort: Sort
    place: str
    call: str
    loss: str = ""

    @property
    def held(self) -> bool:
        """Whether the fix stood it."""
        return not self.loss

    def __str__(self) -> str:
        """The fault in a phrase: the line, what happens there, in which call."""
        return f"{self.place} {self.sort}, in {self.call}"


def by_sort(faults: Iterable[Fault]) -> dict[Sort, tuple[int, int]]:
    """For each sort how many were injected, and how many of them the fix stood."""
    injected, held = Counter[Sort](), Counter[Sort]()
    for fault in faults:
        injected[fault.sort] += 1
        held[fault.sort] += fault.held
    return {sort: (injected[sort], held[sort]) for sort in Sort if injected[sort]}


def undeclared(faults: Iterable[Fault], declared: Mapping[str, str]) -> list[Fault]:
    """The faults that a fix did not stand and that no declaration names."""
    return [each for each in faults if not each.held and not names(declared, each)]


def untrue(faults: Iterable[Fault], declared: Mapping[str, str]) -> list[str]:
    """The declarations that name no fault which the fix did not stand.

    One that says "Up to Python 3.11" is asked of no newer Python.
    """
    lost = [each for each in faults if not each.held]
    asked = [key for key, sentence in declared.items() if applies(sentence)]
    return [key for key in asked if not any(key in str(each) for each in lost)]


def applies(sentence: str) -> bool:
    """Whether a declaration is about this Python."""
    last = re.match(r"Up to Python 3\.(\d+)", sentence)
    return last is None or sys.version_info[:2] <= (3, int(last[1]))


def names(declared: Mapping[str, str], fault: Fault) -> bool:
    """Whether a declaration names the fault: its key is a part of the phrase."""
    return any(key in str(fault) for key in declared)
