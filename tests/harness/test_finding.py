"""The rules that turn readings into a finding, on readings made by hand."""

from typing import Any

import pytest
from made_readings import a_crowd, a_pass, ending, left, some_readings

from harness.record.finding import Finding, Promise, Verdict, amount, floored, judge
from harness.record.readings import Mode, Outcome, Pass

GROWS = "g0 b1 g1 b2 g2 b3"
FLAT = "g0 b0 g0 b0"


def waits_in(*stack: str) -> Outcome:
    """A call that waits in these lines, the innermost last."""
    return Outcome("waits", stack=stack)


def waiting(outs: str, *stack: str) -> Pass:
    """A pass whose last call waits in these lines; nothing is out in the end."""
    run = a_pass(outs)
    last = run.calls[-1]
    stuck = type(last)(last.kind, last.during, last.out, waits_in(*stack))
    return Pass((*run.calls[:-1], stuck), 0, 0, 0, 0, 0, ending("served"))


ASKS = "fixed.py, in use: seats.acquire()"
LIBRARY = "threading.py, in wait: waiter.acquire()"
NAPS = "fixed.py, in use: time.sleep(9)"

# What dropping, and keeping, results gave; the finding in the words of a promise; who told it.
SEQUENCES: dict[str, tuple[dict[str, Any], str, str]] = {
    "nothing was ever out": (
        {"strict": a_pass(FLAT)},
        "drains, next caller: served",
        "strict",
    ),
    "two passes, nothing out": (
        {"drop": a_pass(FLAT), "keep": a_pass(FLAT)},
        "drains, next caller: served",
        "drop",
    ),
    "a unit for each bad call": (
        {"drop": a_pass(GROWS, "3 3 3 3"), "keep": a_pass(GROWS, "3 3 3 3")},
        "leaks for good, 1 lost each time, next caller: served",
        "drop",
    ),
    "the next caller gets an error": (
        {"drop": a_pass(GROWS, "3 3 3 3", "OSError/no"), "keep": a_pass(GROWS, "3 3 3 3")},
        "leaks for good, 1 lost each time, next caller: OSError",
        "drop",
    ),
    "the next caller waits": (
        {"drop": a_pass(GROWS, "3 3 3 3", "waits"), "keep": a_pass(GROWS, "3 3 3 3", "waits")},
        "leaks for good, 1 lost each time, next caller: waits",
        "drop",
    ),
    "back when the collector runs": (
        {"drop": a_pass(GROWS, "3 3 0 0"), "keep": a_pass(GROWS, "3 3 0 0")},
        "held until the collector runs, 1 lost each time, next caller: served",
        "drop",
    ),
    "fewer than at the start when the collector has run": (
        {"drop": a_pass(GROWS, "1 1 -1 -1"), "keep": a_pass(GROWS, "1 1 -1 -1")},
        "held until the collector runs, 1 lost each time, next caller: served",
        "drop",
    ),
    "back when a thread has ended": (
        {"drop": a_pass(GROWS, "3 0 0 0"), "keep": a_pass(GROWS, "3 3 3 3")},
        "held too long, 1 lost each time, next caller: served",
        "drop",
    ),
    "back when the holder lets go": (
        {"drop": a_pass(GROWS, "3 3 3 0"), "keep": a_pass(GROWS, "3 3 3 0")},
        "held by a reference, 1 lost each time, next caller: served",
        "drop",
    ),
    "one of three back when the holder lets go": (
        {"drop": a_pass(GROWS, "3 3 3 1"), "keep": a_pass(GROWS, "3 3 3 1")},
        "leaks for good, 1 lost each time, next caller: served",
        "drop",
    ),
    "back when the load is over": (
        {"drop": a_pass(GROWS), "keep": a_pass(GROWS)},
        "held too long (held by a reference if kept), 1 lost each time, next caller: served",
        "drop",
    ),
    "held by what the caller keeps": (
        {"drop": a_pass(FLAT), "keep": a_pass(GROWS, caller="waits")},
        "drains (held by a reference if kept), 1 lost each time, next caller: waits",
        "keep",
    ),
    "held by what the caller keeps, late": (
        {"drop": a_pass(FLAT), "keep": a_pass(GROWS, "3 0 0 0")},
        "drains (held too long if kept), 1 lost each time, next caller: served",
        "keep",
    ),
    "kept for good by what the caller keeps": (
        {"drop": a_pass(FLAT), "keep": a_pass(GROWS, "3 3 3 3")},
        "drains (leaks for good if kept), 1 lost each time, next caller: served",
        "keep",
    ),
    "a leak that is kept no longer": (
        {"drop": a_pass(GROWS, "3 3 3 3"), "keep": a_pass(FLAT)},
        "leaks for good, 1 lost each time, next caller: served",
        "drop",
    ),
    "two for each bad call": (
        {"drop": a_pass("g0 b2 g2 b4", "4 4 4 4"), "keep": a_pass("g0 b2 g2 b4", "4 4 4 4")},
        "leaks for good, 2 lost each time, next caller: served",
        "drop",
    ),
    "sometimes two": (
        {"drop": a_pass("g0 b1 g1 b3", "3 3 3 3"), "keep": a_pass("g0 b1 g1 b3", "3 3 3 3")},
        "leaks for good, uneven losses each time, next caller: served",
        "drop",
    ),
    "good calls lose as well": (
        {"drop": a_pass("g1 b2 g3 b4", "4 4 4 4"), "keep": a_pass("g1 b2 g3 b4", "4 4 4 4")},
        "leaks for good, uneven losses each time, next caller: served",
        "drop",
    ),
    "a start above the baseline": (
        {
            "drop": a_pass("g5 b6 g6 b7", "7 7 7 7", start=5),
            "keep": a_pass("g5 b6", "6 6 6 6", start=5),
        },
        "leaks for good, 1 lost each time, next caller: served",
        "drop",
    ),
    "nothing is left to lose": (
        {
            "drop": a_pass("b1 b2 b2:OSError b2:OSError", "2 2 2 2", "OSError"),
            "keep": a_pass("b1 b2", "2 2 2 2", "OSError"),
        },
        "leaks for good, 1 lost each time, next caller: OSError",
        "drop",
    ),
    "nothing is left for the good": (
        {
            "drop": a_pass("g0 b1 g1 b2 g2:OSError b2:OSError", "2 2 2 2"),
            "keep": a_pass("b1 b2", "2 2 2 2", "OSError"),
        },
        "leaks for good, 1 lost each time, next caller: served",
        "drop",
    ),
    "calls that lose nothing at the end, and all are served": (
        {"drop": a_pass("b1 b2 b2 b2", "2 2 2 2"), "keep": a_pass("b1 b2 b2 b2", "2 2 2 2")},
        "leaks for good, uneven losses each time, next caller: served",
        "drop",
    ),
    "nothing is out any more once the collector has run, and one too many": (
        {
            "drop": a_pass(GROWS, "1 1 -1 -1"),
            "keep": a_pass(GROWS, "-1 -1 -1 -1"),
            "counted": True,
        },
        "held until the collector runs (held by a reference if kept), 1 lost each time, "
        "next caller: served",
        "drop",
    ),
    "one too many a while later": (
        {
            "drop": a_pass(GROWS, "1 -1 -1 -1"),
            "keep": a_pass(GROWS, "1 1 1 -1"),
            "counted": True,
        },
        "held too long (held by a reference if kept), 1 lost each time, next caller: served",
        "drop",
    ),
    "inflated, and lost for good when kept": (
        {
            "drop": a_pass("g0 b-1 g-1 b-2"),
            "keep": a_pass(GROWS, "2 2 2 2"),
            "counted": True,
        },
        "inflated (leaks for good if kept), -1 lost each time, next caller: served",
        "drop",
    ),
    "late, and a plateau when kept": (
        {"drop": a_pass(GROWS), "keep": a_pass("g1 g2 g2 g2 g2 g2 g2 g2", "2 2 2 2")},
        "held too long, 1 lost each time, next caller: served",
        "drop",
    ),
    "a leak that is late when kept": (
        {"drop": a_pass(GROWS, "3 3 3 3"), "keep": a_pass(GROWS, "3 0 0 0")},
        "leaks for good (held too long if kept), 1 lost each time, next caller: served",
        "drop",
    ),
    "kept until one is left": (
        {"drop": a_pass(FLAT), "keep": a_pass(GROWS, "1 0 0 0")},
        "drains (held too long if kept), 1 lost each time, next caller: served",
        "keep",
    ),
    "a call whose units were all out at once": (
        {
            "drop": a_pass("b2 b2:OSError", "2 2 2 2", "OSError"),
            "keep": a_pass("b2 b2:OSError", "2 2 2 2", "OSError"),
        },
        "leaks for good, 2 lost each time, next caller: OSError",
        "drop",
    ),
    "one given back before nothing is left": (
        {
            "drop": a_pass("b2 b1 b1:OSError", "1 1 1 1", "OSError"),
            "keep": a_pass("b2", "2 2 2 2", "OSError"),
        },
        "leaks for good, uneven losses each time, next caller: OSError",
        "drop",
    ),
    "good calls lose one each, bad ones none": (
        {"drop": a_pass("g1 g2 g3", "3 3 3 3"), "keep": a_pass("g1 g2 g3", "3 3 3 3")},
        "leaks for good, uneven losses each time, next caller: served",
        "drop",
    ),
    "good calls alone, and one loses": (
        {"drop": a_pass("g0 g0 g1", "1 1 1 1"), "keep": a_pass("g0 g0 g1", "1 1 1 1")},
        "leaks for good, uneven losses each time, next caller: served",
        "drop",
    ),
    "a plateau of one": (
        {
            "drop": a_pass("g1 g1 g1 g1 g1 g1 g1 g1", "1 1 1 1"),
            "keep": a_pass("g1 g1 g1 g1 g1 g1 g1 g1", "1 1 1 1"),
        },
        "levels off, next caller: served",
        "drop",
    ),
    "a plateau that is lower at the end": (
        {
            "drop": a_pass("g1 g2 g3 g3 g2 g2 g2 g2", "2 2 2 2"),
            "keep": a_pass("g1 g2 g3 g3 g2 g2 g2 g2", "2 2 2 2"),
        },
        "levels off, next caller: served",
        "drop",
    ),
    "a plateau that is reached in the second quarter of many": (
        {
            "drop": a_pass("g1 g1 g1 g1 g1 g1 g1 g2 g2 g2 g2 g2 g2 g2 g2 g2", "2 2 2 2"),
            "keep": a_pass("g1 g1 g1 g1 g1 g1 g1 g2 g2 g2 g2 g2 g2 g2 g2 g2", "2 2 2 2"),
        },
        "levels off, next caller: served",
        "drop",
    ),
    "a plateau that is reached in the third quarter of many": (
        {
            "drop": a_pass("g1 g1 g1 g1 g1 g1 g1 g1 g1 g2 g2 g2 g2 g2 g2 g2", "2 2 2 2"),
            "keep": a_pass("g1 g1 g1 g1 g1 g1 g1 g1 g1 g2 g2 g2 g2 g2 g2 g2", "2 2 2 2"),
        },
        "leaks for good, uneven losses each time, next caller: served",
        "drop",
    ),
    "a bump before the last quarter of many": (
        {
            "drop": a_pass("g2 g2 g2 g2 g2 g2 g2 g2 g2 g2 g3 g3 g2 g2 g2 g2", "2 2 2 2"),
            "keep": a_pass("g2 g2 g2 g2 g2 g2 g2 g2 g2 g2 g3 g3 g2 g2 g2 g2", "2 2 2 2"),
        },
        "levels off, next caller: served",
        "drop",
    ),
    "a bump at the start of the last quarter of many": (
        {
            "drop": a_pass("g2 g2 g2 g2 g2 g2 g2 g2 g2 g2 g2 g2 g3 g2 g2 g2", "2 2 2 2"),
            "keep": a_pass("g2 g2 g2 g2 g2 g2 g2 g2 g2 g2 g2 g2 g3 g2 g2 g2", "2 2 2 2"),
        },
        "leaks for good, uneven losses each time, next caller: served",
        "drop",
    ),
    "a plateau that comes and goes": (
        {
            "drop": a_pass("g1 g1 g1 g1 g1 g1 g0 g0", "1 1 1 1"),
            "keep": a_pass("g0 g0"),
        },
        "levels off, next caller: served",
        "drop",
    ),
    "good calls alone, and one was out before": (
        {
            "drop": a_pass("g1 g1", "1 1 1 1", start=1),
            "keep": a_pass("g1 g1", "1 1 1 1", start=1),
        },
        "leaks for good, uneven losses each time, next caller: served",
        "drop",
    ),
    "one too many for each bad call, once the collector has run": (
        {
            "drop": a_pass(FLAT, "0 0 -2 -2"),
            "keep": a_pass(FLAT, "0 0 -2 -2"),
            "counted": True,
        },
        "inflated, -1 lost each time, next caller: served",
        "drop",
    ),
    "one too many for some bad calls, once the collector has run": (
        {
            "drop": a_pass(FLAT, "0 0 -1 -1"),
            "keep": a_pass(FLAT, "0 0 -1 -1"),
            "counted": True,
        },
        "inflated, uneven losses each time, next caller: served",
        "drop",
    ),
    "one too many, once, and never more": (
        {
            "drop": a_pass("b-1 g-1 g-1 g-1 g-1 g-1 g-1 g-1", "-1 -1 -1 -1"),
            "keep": a_pass("b-1 g-1", "-1 -1 -1 -1"),
            "counted": True,
        },
        "inflated, -1 lost each time, next caller: served",
        "drop",
    ),
    "nothing is left, and the next caller waits": (
        {
            "drop": a_pass("b1 b2 b2", "2 2 2 2", "waits"),
            "keep": a_pass("b1 b2 b2", "2 2 2 2", "waits"),
        },
        "leaks for good, 1 lost each time, next caller: waits",
        "drop",
    ),
    "a cache after which the next caller waits": (
        {
            "drop": a_pass("g1 g2 g2 g2 g2 g2 g2 g2", "2 2 2 2", "waits"),
            "keep": a_pass("g1 g2 g2 g2 g2 g2 g2 g2", "2 2 2 2", "waits"),
        },
        "leaks for good, uneven losses each time, next caller: waits",
        "drop",
    ),
    "it breaks, and something went unclosed": (
        {
            "drop": a_pass(FLAT, caller="OSError", aftermath=left(unclosed=1)),
            "keep": a_pass(FLAT, caller="OSError"),
        },
        "breaks, next caller: OSError",
        "drop",
    ),
    "a plateau that happens to be at nothing in the end": (
        {"drop": a_pass("g1 g2 g3 g0 g1 g2 g3 g0"), "keep": a_pass("g1 g2 g3 g0 g1 g2 g3 g0")},
        "levels off, next caller: served",
        "drop",
    ),
    "a plateau that the next caller's own call has ended": (
        {"drop": a_pass("g1 g1 g1 g1 g1 g1 g1 g1"), "keep": a_pass("g0 g0")},
        "levels off, next caller: served",
        "drop",
    ),
    "a plateau that is gone a while later": (
        {"drop": a_pass("g1 g1 g1 g1 g1 g1 g1 g1", "1 0 1 1"), "keep": a_pass("g0 g0")},
        "held too long, next caller: served",
        "drop",
    ),
    "a plateau that was given back while the next caller was served": (
        {
            "drop": a_pass("g1 g1 g1 g1 g1 g1 g1 g1", returned=True),
            "keep": a_pass("g1 g1 g1 g1 g1 g1 g1 g1", returned=True),
        },
        "held too long, next caller: served",
        "drop",
    ),
    "units given back while the next caller was served, and others that were dropped": (
        {"drop": a_pass("g1", returned=True), "keep": a_pass("g1")},
        "held too long (held by a reference if kept), next caller: served",
        "drop",
    ),
    "a plateau that the collector takes": (
        {"drop": a_pass("g1 g1 g1 g1 g1 g1 g1 g1", "1 1 0 1"), "keep": a_pass("g0 g0")},
        "held until the collector runs, uneven losses each time, next caller: served",
        "drop",
    ),
    "a waiting call that holds, and units that came back": (
        {
            "drop": Pass(
                (*a_pass("b1 g0").calls, *waiting("g1", ASKS).calls), 0, 0, 0, 0, 0, ending("waits")
            )
        },
        "stuck, next caller: waits",
        "drop",
    ),
    "the only call loses one": (
        {"drop": a_pass("b1", "1 1 1 1", "waits"), "keep": a_pass("b1", "1 1 1 1", "waits")},
        "leaks for good, 1 lost each time, next caller: waits",
        "drop",
    ),
    "a permit too many": (
        {
            "drop": a_pass("g0 b-1 g-1 b-2", "-2 -2 -2 -2"),
            "keep": a_pass("g0 b-1 g-1 b-2", "-2 -2 -2 -2"),
            "counted": True,
        },
        "inflated, -1 lost each time, next caller: served",
        "drop",
    ),
    "a permit too many, once": (
        {
            "drop": a_pass("g0 b1 g1 b-1", "-1 -1 -1 -1"),
            "keep": a_pass("g0 b1 g1 b-1", "-1 -1 -1 -1"),
            "counted": True,
        },
        "inflated, uneven losses each time, next caller: served",
        "drop",
    ),
    "an entry less, of what is not counted": (
        {"drop": a_pass("g-1 b-1 g-2 b-2", "-2 -2 -2 -2"), "keep": a_pass("g-1 b-1")},
        "drains, next caller: served",
        "drop",
    ),
    "below the baseline and above it": (
        {
            "drop": a_pass("g-1 b1 g1 b2", "2 2 2 2", start=-1),
            "keep": a_pass("g0 b1 g1 b2", "2 2 2 2"),
        },
        "leaks for good, 1 lost each time, next caller: served",
        "drop",
    ),
    "a good call waits though nothing is out": (
        {"drop": waiting("g0 g0", NAPS)},
        "stuck, next caller: served",
        "drop",
    ),
    "a call waits for a unit of its own": (
        {"drop": waiting("g0 g1", ASKS)},
        "stuck, next caller: served",
        "drop",
    ),
    "a call waits for something else and holds": (
        {"drop": waiting("g0 g1", NAPS)},
        "held too long, next caller: served",
        "drop",
    ),
    "the first call waits for something else": (
        {"drop": waiting("g1", NAPS)},
        "held too long, next caller: served",
        "drop",
    ),
    "a call waits after units were lost": (
        {
            "drop": Pass(
                (*a_pass("b1").calls, *waiting("g1", ASKS).calls), 0, 1, 1, 1, 1, ending("waits")
            ),
            "keep": a_pass("b1", "1 1 1 1", "waits"),
        },
        "leaks for good, 1 lost each time, next caller: waits",
        "drop",
    ),
    "a kept call waits though nothing is out": (
        {"drop": a_pass(FLAT), "keep": waiting("g0 g1", NAPS)},
        "drains (held too long if kept), next caller: served",
        "keep",
    ),
    "flat, and the next caller waits": (
        {"drop": a_pass(FLAT, caller="waits"), "keep": a_pass(FLAT, caller="waits")},
        "stuck, next caller: waits",
        "drop",
    ),
    "flat, and the next caller gets an error": (
        {"drop": a_pass(FLAT, caller="OSError"), "keep": a_pass(FLAT, caller="OSError")},
        "breaks, next caller: OSError",
        "drop",
    ),
    "flat, and a good call gets an error": (
        {"drop": a_pass("g0 b0 g0:OSError b0"), "keep": a_pass(FLAT)},
        "breaks, next caller: served",
        "drop",
    ),
    "flat, and a bad call gets an error": (
        {"drop": a_pass("g0 b0:OSError g0 b0:OSError"), "keep": a_pass(FLAT)},
        "drains, next caller: served",
        "drop",
    ),
    "flat, and it breaks when kept": (
        {"drop": a_pass(FLAT), "keep": a_pass(FLAT, caller="OSError")},
        "drains (breaks if kept), next caller: served",
        "drop",
    ),
    "a cache that fills": (
        {
            "drop": a_pass("g1 g2 g2 g2 g2 g2 g2 g2", "2 2 2 2"),
            "keep": a_pass("g1 g2 g2 g2 g2 g2 g2 g2", "2 2 2 2"),
        },
        "levels off, next caller: served",
        "drop",
    ),
    "a cache with a bump in the middle": (
        {
            "drop": a_pass("g1 g2 g2 g2 g3 g3 g2 g2", "2 2 2 2"),
            "keep": a_pass("g1 g2 g2 g2 g3 g3 g2 g2", "2 2 2 2"),
        },
        "levels off, next caller: served",
        "drop",
    ),
    "a cache that goes on growing": (
        {
            "drop": a_pass("g1 g2 g2 g2 g2 g2 g2 g3", "3 3 3 3"),
            "keep": a_pass("g1 g2 g2 g2 g2 g2 g2 g3", "3 3 3 3"),
        },
        "leaks for good, uneven losses each time, next caller: served",
        "drop",
    ),
    "a cache that grows again in the last quarter": (
        {
            "drop": a_pass("g1 g2 g2 g2 g2 g2 g3 g2", "2 2 2 2"),
            "keep": a_pass("g1 g2 g2 g2 g2 g2 g3 g2", "2 2 2 2"),
        },
        "leaks for good, uneven losses each time, next caller: served",
        "drop",
    ),
    "too few calls for a cache": (
        {
            "drop": a_pass("g1 g2 g2 g2 g2 g2 g2", "2 2 2 2"),
            "keep": a_pass("g1 g2 g2 g2 g2 g2 g2", "2 2 2 2"),
        },
        "leaks for good, uneven losses each time, next caller: served",
        "drop",
    ),
    "a bump that is over": (
        {
            "drop": a_pass("g1 g1 g1 g0 g0 g0 g0 g0"),
            "keep": a_pass("g0 g0"),
        },
        "held too long, next caller: served",
        "drop",
    ),
    "a cache whose callers are turned away": (
        {
            "drop": a_pass("g1 g2 g2 g2 g2 g2 g2 g2", "2 2 2 2", "OSError"),
            "keep": a_pass("g1 g2 g2 g2 g2 g2 g2 g2", "2 2 2 2", "OSError"),
        },
        "leaks for good, uneven losses each time, next caller: OSError",
        "drop",
    ),
    "local variables held a unit": (
        {"drop": a_pass(FLAT), "keep": a_pass(FLAT), "pin": a_pass("g0 b1 b1", "1 1 1 1")},
        "saved by reference counting, next caller: served",
        "drop",
    ),
    "local variables held nothing": (
        {"drop": a_pass(FLAT), "keep": a_pass(FLAT), "pin": a_pass(FLAT)},
        "drains, next caller: served",
        "drop",
    ),
    "an object was dropped unclosed": (
        {"strict": a_pass(FLAT, aftermath=left(warnings=("ResourceWarning: unclosed file",)))},
        "saved by reference counting, next caller: served",
        "strict",
    ),
    "a child was left": (
        {
            "strict": a_pass(
                FLAT,
                aftermath=left(warnings=("ResourceWarning: subprocess … is still running",)),
            )
        },
        "drains, next caller: served",
        "strict",
    ),
    "a warning about something else": (
        {"strict": a_pass(FLAT, aftermath=left(warnings=("UserWarning: ResourceWarning",)))},
        "drains, next caller: served",
        "strict",
    ),
    "a warning when the collector ran": (
        {"strict": a_pass(FLAT, aftermath=left(late=("ResourceWarning: unclosed file",)))},
        "drains, next caller: served",
        "strict",
    ),
    "something went unclosed": (
        {"strict": a_pass(FLAT, aftermath=left(unclosed=1))},
        "saved by reference counting, next caller: served",
        "strict",
    ),
    "saved, and held when kept": (
        {
            "drop": a_pass(FLAT, aftermath=left(unclosed=1)),
            "keep": a_pass(GROWS, caller="waits"),
        },
        "saved by reference counting (held by a reference if kept), 1 lost each time, "
        "next caller: waits",
        "keep",
    ),
    "lost, whatever was dropped unclosed": (
        {
            "drop": a_pass(GROWS, "3 3 3 3", aftermath=left(unclosed=1)),
            "keep": a_pass(GROWS, "3 3 3 3"),
        },
        "leaks for good, 1 lost each time, next caller: served",
        "drop",
    ),
}


@pytest.mark.parametrize("case", SEQUENCES)
def test_a_sequence_is_judged(case: str) -> None:
    """The verdict, the loss and the next caller follow from the passes, which one told them too."""
    passes, words, told_by = SEQUENCES[case]
    found = judge(some_readings(**passes))
    assert str(found) == words
    assert found.told_by == Mode(told_by)


WAITS = (ending("waits"),)
CROWDS: dict[str, tuple[dict[str, Any], str]] = {
    "all are served": ({}, "drains, next caller: served"),
    "the next one gets an error": (
        {"next_caller": ending("OSError")},
        "breaks, next caller: OSError",
    ),
    "the next one waits": ({"next_caller": ending("waits")}, "stuck, next caller: waits"),
    "a unit stays out": (
        {"after": 1, "next_caller": ending("waits")},
        "leaks for good, 1 lost each time, next caller: waits",
    ),
    "units stay out, and some are stuck": (
        {"after": 2, "stuck": WAITS, "finished": 3},
        "leaks for good, 2 lost each time, next caller: served",
    ),
    "one finished, and that is enough for a leak": (
        {"after": 2, "stuck": WAITS * 3, "finished": 1},
        "leaks for good, 2 lost each time, next caller: served",
    ),
    "nobody finished": (
        {"after": 2, "stuck": WAITS * 4, "finished": 0, "next_caller": ending("waits")},
        "deadlock, 2 lost each time, next caller: waits",
    ),
    "some are stuck, and nothing is out": (
        {"stuck": WAITS, "finished": 3},
        "stuck, next caller: served",
    ),
    "some are stuck, and less than nothing is out": (
        {"after": -1, "stuck": WAITS, "finished": 0},
        "stuck, next caller: served",
    ),
    "held elsewhere": (
        {"elsewhere": 2, "refused": ending("waits")},
        "held too long, next caller: waits",
    ),
    "elsewhere, and nothing held": (
        {"elsewhere": 2, "peak": 0, "refused": ending("waits")},
        "drains, next caller: served",
    ),
    "at work, and others wait": (
        {"at_work": 2, "refused": ending("waits")},
        "slow, next caller: waits",
    ),
    "at work, and nobody waits": (
        {"at_work": 4, "refused": ending("waits")},
        "drains, next caller: served",
    ),
    "at work and elsewhere, and nobody waits": (
        {"at_work": 2, "elsewhere": 2, "peak": 0, "refused": ending("waits")},
        "drains, next caller: served",
    ),
    "one at work, two elsewhere, one waits": (
        {"at_work": 1, "elsewhere": 2, "peak": 0, "refused": ending("waits")},
        "slow, next caller: waits",
    ),
    "one too many in the end": ({"after": -1}, "drains, next caller: served"),
    "nobody at work": ({"refused": ending("waits")}, "drains, next caller: served"),
}


@pytest.mark.parametrize("case", CROWDS)
def test_a_crowd_is_judged(case: str) -> None:
    """The verdict of many callers at once; no pass has told it, and keeping changes nothing."""
    crowd, words = CROWDS[case]
    found = judge(some_readings(crowd=a_crowd(**crowd)))
    assert str(found) == words
    assert found.told_by is None
    assert found.when_kept is found.verdict


@pytest.mark.parametrize(
    ("stack", "verdict"),
    [
        ((ASKS,), "stuck"),
        ((NAPS,), "held too long"),
        ((ASKS, NAPS), "held too long"),  # the innermost line of the example counts
        ((NAPS, LIBRARY), "stuck"),  # and what a library does for it
        ((LIBRARY, NAPS), "held too long"),
        ((LIBRARY,), "stuck"),
        ((), "held too long"),
        (("fixed_twice.py, in use: pool.getconn()",), "stuck"),
        (("buggy.py, in use: async with pool.spare:",), "stuck"),
        (("buggy.py, in use: with pool.spare:",), "stuck"),
        (("buggy.py, in use: with open(name) as file:",), "held too long"),
        (("fixed.py, in use: await session.close()",), "stuck"),
        (("fixed.py, in use: await session.wait_closed()",), "stuck"),
        (("fixed.py, in use: pool.shutdown()",), "stuck"),
        (("fixed.py, in use: foreclosed()", NAPS), "held too long"),
        (("unfixed.py, in use: seats.acquire()", "other.py, in nap: sleep()"), "stuck"),
        ((NAPS, "queue.py, in _do_get: self.wait()"), "stuck"),
        ((NAPS, "pool.py, in _getconn: self.wait()"), "stuck"),
        ((NAPS, "pool.py, in __aenter__: self.wait()"), "stuck"),
        ((NAPS, "pool.py, in checkout: self.wait()"), "stuck"),
        ((NAPS, "pool.py, in nap: self.wait()"), "held too long"),
    ],
)
def test_what_a_call_waits_for(stack: tuple[str, ...], verdict: str) -> None:
    """A call that holds a unit is stuck where it asks for one, and holds it too long elsewhere."""
    assert judge(some_readings(drop=waiting("g0 g1", *stack))).verdict.value == verdict


@pytest.mark.parametrize(
    "run", [a_pass("g0 g0"), a_pass("g1 g2 g2 g2 g2 g2 g2 g2", "2 2 2 2"), waiting("g0 g1", ASKS)]
)
def test_nothing_is_lost(run: Pass) -> None:
    """Where nothing is out, where it levels off, and where a call waits: no loss is uneven."""
    assert judge(some_readings(drop=run)).lost == 0


def test_what_is_not_counted_is_never_below_the_baseline() -> None:
    """Each reading of a pass, and no other; where it is counted all stay."""
    run = a_pass("g-1 b2", "-1 -1 1 0", start=-1)
    assert floored(run, True) is run
    assert floored(run, False) == a_pass("g0 b2", "0 0 1 0")


@pytest.mark.parametrize("kind", [Promise, Finding])
def test_what_is_found_does_not_change(kind: type) -> None:
    """It is compared, and kept as it is."""
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]


def test_a_promise_of_words_is_one_of_the_list() -> None:
    """The words become members, and what is kept is judged as the rest unless it is said."""
    promise = Promise("leaks for good", 1, "waits")
    assert promise.verdict is promise.when_kept is Verdict.LEAKS
    assert Promise("drains", lost=1, when_kept="leaks for good").when_kept is Verdict.LEAKS
    with pytest.raises(TypeError):
        Promise("drains", 0, "served", "leaks for good")  # type: ignore[misc]
    with pytest.raises(ValueError, match=r"^no verdict is called 'leeks'; there are 'drains', 'le"):
        Promise("drains", when_kept="leeks")


@pytest.mark.parametrize(
    ("promise", "words"),
    [
        (Promise("drains"), "drains, next caller: served"),
        (Promise("drains", 1), "drains, 1 lost each time, next caller: served"),
        (Promise("leaks for good"), "leaks for good, 0 lost each time, next caller: served"),
        (Promise("held too long", None), "held too long, next caller: served"),
        (Promise("leaks for good", None), None),
        (Promise("slow", 0, "waits"), "slow, next caller: waits"),
    ],
)
def test_a_promise_in_a_phrase(promise: Promise, words: str | None) -> None:
    """A loss of 0 goes without saying where nothing can be lost."""
    assert str(promise) == (words or "leaks for good, uneven losses each time, next caller: served")


def test_a_finding_is_compared_by_what_was_promised() -> None:
    """Verdict, loss, next caller and what is kept count; which pass told it does not."""
    found = Finding(Verdict.LEAKS, 1, "waits", Verdict.REFERENCE, Mode.DROP)
    assert found.promise == Promise("leaks for good", 1, "waits", when_kept="held by a reference")
    assert found.promise != Promise("leaks for good", 1, "waits")
    assert found.promise != Promise("leaks for good", 2, "waits", when_kept="held by a reference")
    assert hash(found.promise) == hash(found.promise)


@pytest.mark.parametrize(
    ("count", "noun", "words"),
    [
        (1, "permit", "1 permit"),
        (-1, "permit", "-1 permit"),
        (2, "permit", "2 permits"),
        (0, "permit", "0 permits"),
        (None, "permit", "permits"),
        (2, "child process", "2 child processes"),
        (2, "box", "2 boxes"),
        (2, "switch", "2 switches"),
        (2, "entry", "2 entries"),
        (2, "key", "2 keys"),
        (2, "shared memory", "2 segments of shared memory"),
        (1, "shared memory", "1 shared memory"),
        (None, "memory", "memories"),
    ],
)
def test_an_amount_in_words(count: int | None, noun: str, words: str) -> None:
    """The plural of each noun there is."""
    assert amount(count, noun) == words
