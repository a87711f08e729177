"""The closed list of verdicts, and the rules that turn readings into one of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from harness.record.readings import Crowd, Pass, Readings


class Verdict(Enum):
    """What became of the units that the calls acquired."""

    DRAINS = "drains"
    """Back at the baseline after every call, released by the code; the next caller is served."""

    LEAKS = "leaks for good"
    """Units stay out. Neither dropping references nor the cycle collector brings one back."""

    REFERENCE = "held by a reference"
    """Units come back when something lets go: a stored exception, a registry, a generator."""

    COLLECTOR = "held until the collector runs"
    """Units come back at ``gc.collect()`` and not before."""

    REFCOUNT = "saved by reference counting"
    """Back at once although nothing released it: the last reference happened to go away."""

    HELD = "held too long"
    """Units come back, but stayed out while their holder did work that did not need them."""

    DEADLOCK = "deadlock"
    """Every holder waits for a unit that another holder has."""

    SLOW = "slow"
    """All units are in use for real work, callers queue, and all is back when the load eases."""

    INFLATED = "inflated"
    """More units than the capacity: one was released twice, or released without being acquired."""

    LEVELS_OFF = "levels off"
    """Units stay out up to a ceiling that further calls do not raise: a cache, a warm pool."""


@dataclass(frozen=True)
class Promise:
    """What a scenario promises of a variant, and equally what a run found: compared with ``==``.

    ``verdict`` holds when the caller lets go of results and exceptions at once, ``kept``
    when it keeps them (the same, unless given). ``per_bad_call`` is the number of units
    lost by each bad call, ``None`` only in findings: the loss was not the same each time.
    ``victim`` is what the next caller sees: ``served``, ``waits``, or an error's type name.

    Raises `ValueError` for a verdict that is not in the list.
    """

    verdict: Verdict | str
    per_bad_call: int | None = 0
    victim: str = "served"
    kept: Verdict | str = field(default="", kw_only=True)

    def __post_init__(self) -> None:
        """Turn the words into members of the closed list."""
        object.__setattr__(self, "verdict", member(self.verdict))
        object.__setattr__(self, "kept", member(self.kept or self.verdict))

    def __str__(self) -> str:
        """The promise in one phrase."""
        loss = "an uneven number of" if self.per_bad_call is None else self.per_bad_call
        kept = "" if self.kept is self.verdict else f" ({self.kept.value} if kept)"  # type: ignore[union-attr]
        return f"{self.verdict.value}{kept}, {loss} per bad call, next caller: {self.victim}"  # type: ignore[union-attr]


def member(word: Verdict | str) -> Verdict:
    """The verdict of that name; `ValueError` lists the names there are."""
    try:
        return Verdict(word)
    except ValueError:
        names = ", ".join(repr(each.value) for each in Verdict)
        raise ValueError(f"no verdict is called {word!r}; there are {names}") from None


def judge(readings: Readings) -> Promise:
    """The finding: one verdict for the whole of what a variant's runs recorded."""
    if readings.crowd is not None:
        return judge_crowd(readings.crowd)
    assert readings.let_go is not None and readings.kept is not None
    verdict, kept = classify(readings.let_go), classify_kept(readings.kept)
    if verdict is Verdict.DRAINS and saved(readings):
        verdict = Verdict.REFCOUNT
    telling = readings.let_go if grew(readings.let_go) else readings.kept
    return Promise(
        verdict,
        per_bad_call(telling),
        telling.victim.word,
        kept=verdict if kept is Verdict.DRAINS else kept,
    )


def grew(run: Pass) -> bool:
    """Whether the number of units out was ever off the baseline after a call."""
    return any(call.out for call in run.calls)


def saved(readings: Readings) -> bool:
    """Whether a flat gauge is owed to reference counting and not to the code.

    Two witnesses: units stay out when the example's local variables are kept alive, or an
    object warned that it was dropped unclosed.
    """
    dropped = any(line.startswith("ResourceWarning") for line in readings.warnings)
    return bool(readings.pinned) or dropped


def classify(run: Pass) -> Verdict:
    """The verdict of the pass that lets go of results and exceptions at once."""
    if any(call.out < 0 for call in run.calls):
        return Verdict.INFLATED
    if not grew(run):
        return Verdict.DRAINS
    if levelled(run):
        return Verdict.LEVELS_OFF
    if run.dropped == 0:
        return Verdict.HELD
    if run.collected == 0:
        return Verdict.COLLECTOR
    return Verdict.REFERENCE if run.let_go == 0 else Verdict.LEAKS


def classify_kept(run: Pass) -> Verdict:
    """The same for the pass that keeps them: what dropping brings back was held by it."""
    verdict = classify(run)
    return Verdict.REFERENCE if verdict is Verdict.HELD else verdict


def levelled(run: Pass) -> bool:
    """Whether growth stopped: the last half of at least eight calls added nothing."""
    half = run.calls[len(run.calls) // 2 :]
    return len(run.calls) >= 8 and len({call.out for call in half}) == 1


def per_bad_call(run: Pass) -> int | None:
    """Units lost by each bad call; ``None`` if calls of one kind differ or a good one loses."""
    if not grew(run) or levelled(run):
        return 0
    before, losses = 0, {"good": {0}, "bad": set[int]()}
    for call in run.calls:
        losses[call.kind].add(call.out - before)
        before = call.out
    exact = losses["good"] == {0} and len(losses["bad"]) == 1
    return losses["bad"].pop() if exact else None


def judge_crowd(crowd: Crowd) -> Promise:
    """The verdict of a run with many callers at once.

    A unit whose caller has finished is lost; callers that all hold and all wait are in a
    deadlock; the rest is a matter of what the callers did while they held.
    """
    if crowd.stuck or crowd.after:
        deadlock = crowd.finished == 0 and crowd.after > 0
        verdict = Verdict.DEADLOCK if deadlock else Verdict.LEAKS
        return Promise(verdict, crowd.after, crowd.victim.word)
    waiting = crowd.callers - crowd.at_work - crowd.elsewhere
    if crowd.elsewhere and crowd.peak:
        return Promise(Verdict.HELD, 0, crowd.refused.word)
    if crowd.at_work and waiting:
        return Promise(Verdict.SLOW, 0, crowd.refused.word)
    return Promise(Verdict.DRAINS, 0, crowd.victim.word)
