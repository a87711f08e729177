"""The closed list of verdicts, and the rules that turn readings into one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from harness.record.readings import Call, Crowd, Mode, Outcome, Pass, Readings


class Verdict(StrEnum):
    """What became of the units that the calls acquired."""

    DRAINS = "drains"
    """Back at the baseline after every call, released by the code; every good call and the next
    caller are served."""

    LEAKS = "leaks for good"
    """Units stay out. Neither dropping references nor the cycle collector brings one back."""

    REFERENCE = "held by a reference"
    """Units come back when something lets go: a stored exception, a registry, a generator."""

    COLLECTOR = "held until the collector runs"
    """Units come back at ``gc.collect()`` and not before."""

    REFCOUNT = "saved by reference counting"
    """Back at once although nothing released it: the last reference happened to go away."""

    HELD = "held too long"
    """Units come back, but late: they stay out while their holder does what does not need them."""

    DEADLOCK = "deadlock"
    """Every holder waits for a unit that another holder has."""

    SLOW = "slow"
    """All units are in use for real work, callers queue, and all is back when the load eases."""

    INFLATED = "inflated"
    """More permits than the capacity: one was released twice, or released without an acquire."""

    LEVELS_OFF = "levels off"
    """Units stay out up to a ceiling that further calls do not raise, and every caller is served:
    a cache, a warm pool."""

    STUCK = "stuck"
    """A caller waits although no unit is missing: a wake-up was lost, or it waits for itself."""

    BREAKS = "breaks"
    """No unit is missing, and a good caller gets an error all the same: what came back is of no
    use to it."""


@dataclass(frozen=True)
class Promise:
    """What a scenario promises of a variant.

    ``verdict`` holds when the caller lets go of results and exceptions at once, ``when_kept``
    when it keeps them (the same, unless given). ``lost`` is the number of units lost by each bad
    call, for a crowd by all of it; below 0 for an inflated count, ``None`` only in findings: the
    loss was not the same each time. ``next_caller`` is what the next caller sees: ``served``,
    ``waits``, or an error's type name.

    Raises `ValueError` for a verdict that is not in the list.
    """

    verdict: Verdict
    lost: int | None
    next_caller: str
    when_kept: Verdict

    def __init__(
        self,
        verdict: str,
        lost: int | None = 0,
        next_caller: str = "served",
        *,
        when_kept: str | None = None,
    ) -> None:
        """Turn the words into members of the closed list."""
        object.__setattr__(self, "verdict", member(verdict))
        object.__setattr__(self, "lost", lost)
        object.__setattr__(self, "next_caller", next_caller)
        object.__setattr__(self, "when_kept", member(when_kept or verdict))

    def __str__(self) -> str:
        """The promise in one phrase."""
        kept = "" if self.when_kept is self.verdict else f" ({self.when_kept} if kept)"
        loss = "uneven losses" if self.lost is None else f"{self.lost} lost"
        loss = "" if not self.lost and self.verdict in WITHOUT_LOSS else f", {loss} each time"
        return f"{self.verdict}{kept}{loss}, next caller: {self.next_caller}"


@dataclass(frozen=True)
class Finding:
    """What a variant's passes amount to; ``told_by`` is the mode of the pass that told it."""

    verdict: Verdict
    lost: int | None
    next_caller: str
    when_kept: Verdict
    told_by: Mode | None = None

    @property
    def promise(self) -> Promise:
        """The promise that this finding keeps, to be compared with ``==``."""
        return Promise(self.verdict, self.lost, self.next_caller, when_kept=self.when_kept)

    def __str__(self) -> str:
        """The finding in the words of a promise."""
        return str(self.promise)


def member(word: str) -> Verdict:
    """The verdict of that name; `ValueError` lists the names there are."""
    try:
        return Verdict(word)
    except ValueError:
        names = ", ".join(repr(each.value) for each in Verdict)
        raise ValueError(f"no verdict is called {word!r}; there are {names}") from None


WITHOUT_LOSS = frozenset(
    {Verdict.DRAINS, Verdict.REFCOUNT, Verdict.HELD, Verdict.SLOW, Verdict.LEVELS_OFF}
    | {Verdict.STUCK, Verdict.BREAKS}
)
"""Verdicts under which nothing is lost for good, so that a loss of 0 goes without saying."""

ASKS = re.compile(
    r", in (acquire\w*|_?getconn|_?do_get|checkout|__a?enter__|a?close|wait_closed|shutdown): "
    r"|: .*\b(acquire\w*|getconn|checkout|a?close|wait_closed|shutdown)\("
    r"|: (async )?with [\w.]+:"
)
"""How a line looks that waits for a unit, or for all of them to come back."""

SUBPROCESS = re.compile(r"ResourceWarning: subprocess \S+ is still running")
"""A warning that tells of a child process that was left, and not of one that was released."""


def judge(readings: Readings) -> Finding:
    """The finding: one verdict for the whole of what a variant's passes recorded."""
    if readings.crowd is not None:
        return judge_crowd(readings.crowd)
    passes = {mode: floored(run, readings.counted) for mode, run in readings.passes.items()}
    above = replace(readings, passes=passes)
    drop, keep = above.dropping, above.keeping
    assert drop is not None
    assert keep is not None
    verdict, kept = classify(drop), classify_kept(keep)
    if verdict is Verdict.HELD and kept in (Verdict.LEAKS, Verdict.LEVELS_OFF):
        kept = verdict  # only the first pass waits for what comes back late
    if verdict is Verdict.DRAINS and saved(passes, readings):
        verdict = Verdict.REFCOUNT
    telling = keep if verdict in (Verdict.DRAINS, Verdict.REFCOUNT) and grew(keep) else drop
    return Finding(
        verdict,
        loss_of(telling),
        telling.next_caller.word,
        verdict if kept is Verdict.DRAINS else kept,
        next(mode for mode, run in passes.items() if run is telling),
    )


def floored(run: Pass, counted: bool) -> Pass:
    """The pass without readings below the baseline, unless such a one means a unit too many.

    A descriptor that was open before, or an entry of a cache that the warm-up filled, may go
    during the load: then less than nothing is out.
    """
    if counted:
        return run
    calls = tuple(
        replace(call, during=max(0, call.during), out=max(0, call.out)) for call in run.calls
    )
    names = ("start", "dropped", "collected", "waited", "after_release")
    return replace(run, calls=calls, **{name: max(0, getattr(run, name)) for name in names})


def grew(run: Pass) -> bool:
    """Whether the number of units out was ever off the baseline after a call."""
    return any(call.out for call in run.calls)


def saved(passes: dict[Mode, Pass], readings: Readings) -> bool:
    """Whether a flat gauge is owed to reference counting and not to the code.

    Four witnesses: units stay out when local variables are kept alive; or when results and errors
    are; an object warned, before the collector ran, that it was dropped unclosed; something went
    although nothing closed it. Where dropping is the release, as of memory, no variable is kept.
    """
    dropped = any(
        text.startswith("ResourceWarning") and not SUBPROCESS.match(text)
        for text in readings.warnings
    )
    unclosed = any(each.unclosed for each in readings.aftermaths)
    keeping = [run for mode, run in passes.items() if mode in (Mode.PIN, Mode.KEEP)]
    kept = Mode.PIN in passes and any(grew(run) for run in keeping)
    return dropped or unclosed or kept


def classify(run: Pass) -> Verdict:
    """The verdict of one pass, taken by itself."""
    if any(call.out < 0 for call in run.calls):
        return Verdict.INFLATED
    if (waiting := waiter(run)) is not None:
        return waiting
    if not grew(run):
        return Verdict.INFLATED if run.collected < 0 else undrained(run)
    if levelled(run):
        return Verdict.LEVELS_OFF
    if run.dropped <= 0:
        return Verdict.HELD
    if run.waited <= 0:
        return Verdict.HELD
    if run.collected <= 0:
        return Verdict.COLLECTOR
    return Verdict.REFERENCE if run.after_release <= 0 else Verdict.LEAKS


def undrained(run: Pass) -> Verdict:
    """What a flat gauge amounts to: somebody may have been turned away all the same."""
    outcomes = [call.outcome for call in run.calls if call.kind == "good"] + [run.next_caller]
    if any(outcome.kind == "waits" for outcome in outcomes):
        return Verdict.STUCK
    if any(outcome.kind == "raised" for outcome in outcomes):
        return Verdict.BREAKS
    return Verdict.DRAINS


def waiter(run: Pass) -> Verdict | None:
    """The verdict where a call of the load waits and no earlier call had lost a unit.

    What it holds while it waits is its own: if it waits for a unit, it is stuck, for units are
    free or all are its own; if it waits for something else, it holds its unit for too long.
    """
    if not run.calls or run.calls[-1].outcome.kind != "waits":
        return None
    last = run.calls[-1]
    if any(call.out for call in run.calls[-2:-1]):
        return None
    asks = not last.out or asks_for_unit(last)
    return Verdict.STUCK if asks else Verdict.HELD


def asks_for_unit(call: Call) -> bool:
    """Whether the line that a call waits in asks for a unit."""
    own = [n for n, line in enumerate(call.outcome.stack) if is_own(line)]
    return any(ASKS.search(line) for line in call.outcome.stack[own[-1] if own else 0 :])


def is_own(line: str) -> bool:
    """Whether a line of a stack is of the example's own file."""
    return re.match(r"(buggy|fixed)\w*\.py, ", line) is not None


def classify_kept(run: Pass) -> Verdict:
    """The same for the pass that keeps them: what dropping brings back was held by it."""
    verdict = classify(run)
    back = run.dropped <= 0 and not run.returned
    late = verdict is Verdict.HELD and back and waiter(run) is None
    return Verdict.REFERENCE if late else verdict


def levelled(run: Pass) -> bool:
    """Whether growth stopped, at a plateau above 0, and nobody is turned away.

    A reading above the plateau may come and go: what counts is that the last quarter of at least
    eight calls never reaches above the first half, and does not return to 0 either.
    """
    out = [call.out for call in run.calls]
    if len(out) < 8 or max(out[: len(out) // 2]) < max(out[-(len(out) // 4) :]):
        return False
    if run.returned or min(run.waited, run.collected) <= 0 < run.dropped:
        return False  # what comes back by itself was held too long, and is no cache
    return max(out[len(out) // 2 :]) > 0 and undrained(run) is Verdict.DRAINS


def loss_of(run: Pass) -> int | None:
    """Units lost by each bad call; ``None`` if calls of one kind differ or a good one loses."""
    if not grew(run) and run.collected < 0:
        return gained(run)
    if not grew(run) or levelled(run) or waiter(run) is not None:
        return 0
    before, losses = run.start, {"good": set[int](), "bad": set[int]()}
    for call in until_exhausted(run):
        losses[call.kind].add(call.out - before)
        before = call.out
    exact = losses["good"] <= {0} and len(losses["bad"]) == 1
    return losses["bad"].pop() if exact else None


def gained(run: Pass) -> int | None:
    """Units that were one too many once the collector had run, below 0, by each bad call."""
    bad = sum(call.kind == "bad" for call in run.calls) or 1
    return None if run.collected % bad else run.collected // bad


def until_exhausted(run: Pass) -> tuple[Call, ...]:
    """The calls up to the last that lost a unit, where nothing was left for those that follow."""
    calls = run.calls
    if undrained(run) is not Verdict.DRAINS:
        while len(calls) > 1 and calls[-1].out == calls[-2].out:
            calls = calls[:-1]
    return calls


def judge_crowd(crowd: Crowd) -> Finding:
    """The verdict of a run with many callers at once.

    A unit whose caller has finished is lost; callers that all hold and all wait are in a
    deadlock; callers that wait while nothing is out are stuck; the rest is a matter of what the
    callers did while they held.
    """
    if crowd.stuck or crowd.after > 0:
        verdict = Verdict.LEAKS
        if crowd.after <= 0:
            verdict = Verdict.STUCK
        elif crowd.finished == 0:
            verdict = Verdict.DEADLOCK
        return of_crowd(verdict, max(0, crowd.after), crowd.next_caller)
    if crowd.elsewhere and crowd.peak:
        return of_crowd(Verdict.HELD, 0, crowd.refused)
    if crowd.at_work and crowd.callers > crowd.at_work + crowd.elsewhere:
        return of_crowd(Verdict.SLOW, 0, crowd.refused)
    words = {"returned": Verdict.DRAINS, "raised": Verdict.BREAKS, "waits": Verdict.STUCK}
    return of_crowd(words[crowd.next_caller.kind], 0, crowd.next_caller)


def of_crowd(verdict: Verdict, lost: int, caller: Outcome) -> Finding:
    """A crowd's finding."""
    return Finding(verdict, lost, caller.word, verdict)


def amount(count: int | None, noun: str) -> str:
    """``1 permit``, ``2 child processes``; without a count, the plural alone."""
    if count is not None and abs(count) == 1:
        return f"{count} {noun}"
    plural = f"{noun}es" if noun.endswith(("s", "x", "ch")) else f"{noun}s"
    if re.search("[^aeiou]y$", noun):
        plural = f"{noun[:-1]}ies"
    if noun == "shared memory":
        plural = "segments of shared memory"
    return plural if count is None else f"{count} {plural}"
