"""Readings made by hand, for the tests of what is made of them."""

import re
from typing import Any

from harness.record.readings import Aftermath, Call, Crowd, Leftover, Mode, Outcome, Pass, Readings

ENDINGS = {"served": Outcome("returned"), "waits": Outcome("waits")}


def ending(word: str) -> Outcome:
    """The outcome of that word: ``served``, ``waits``, or an error's name and its text."""
    error, _, text = word.partition("/")
    return ENDINGS.get(word) or Outcome("raised", error, text)


def calls(text: str) -> tuple[Call, ...]:
    """Calls from words such as ``g0``, ``b1``, ``b2:OSError/no``: kind, units out, ending."""
    made = []
    for word in text.split():
        letter, out, said = re.fullmatch(r"([gb])(-?\d+):?(.*)", word).groups()  # type: ignore[union-attr]
        kind = "good" if letter == "g" else "bad"
        made.append(Call(kind, int(out), int(out), ending(said or "served")))
    return tuple(made)


def a_pass(text: str, end: str = "0 0 0 0", caller: str = "served", **rest: Any) -> Pass:
    """A pass; ``end`` is units out when dropped, waited, collected and after the release."""
    dropped, waited, collected, after = map(int, end.split())
    start = rest.pop("start", 0)
    return Pass(calls(text), start, dropped, waited, collected, after, ending(caller), **rest)


def some_readings(**passes: Any) -> Readings:
    """Readings of one permit; each pass under the name of its mode, other fields by theirs."""
    modes = {Mode(name): passes.pop(name) for name in [*Mode] if name in passes}
    rest = {"resource": "permit", "capacity": 2, **passes}
    return Readings(passes=modes, **rest)


def a_crowd(**rest: Any) -> Crowd:
    """A crowd of four that was served, unless something else is said."""
    usual: dict[str, Any] = {
        "callers": 4, "peak": 2, "at_work": 0, "elsewhere": 0, "readings": (), "finished": 4,
        "endings": {"served": 4}, "stuck": (), "after": 0, "seconds": 0.5,
        "refused": ending("served"), "next_caller": ending("served"),
    }  # fmt: skip
    return Crowd(**{**usual, **rest})


def left(*things: Leftover, **rest: Any) -> Aftermath:
    """What a pass left behind."""
    return Aftermath(tuple(things), **rest)
