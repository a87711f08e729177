"""Sentences about records: verdicts, the next caller, provenance."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from harness.record.evidence import Record
from harness.record.finding import Verdict, amount, grew
from harness.record.readings import Outcome, Pass

if TYPE_CHECKING:
    from collections.abc import Iterator

SHOWN = {Verdict.DRAINS: "drains cleanly"}
"""Verdicts that a page calls by a longer name: a pool that drains is a bad sign elsewhere."""

PHRASES = {
    Verdict.REFERENCE: "leaves {units} **{verdict}**",
    Verdict.COLLECTOR: "leaves {units} **{verdict}**",
    Verdict.REFCOUNT: "is **{verdict}**",
    Verdict.HELD: "leaves {units} **{verdict}**",
    Verdict.DEADLOCK: "ends in a **{verdict}**",
    Verdict.SLOW: "is **{verdict}** under load",
    Verdict.INFLATED: "leaves the number of {units} **{verdict}**",
    Verdict.STUCK: "gets **{verdict}**",
}
"""How a verdict is said; any other is said as it is."""

KEPT = "Keep its exceptions and results, as a log or a retry does, and it"


def verdict(record: Record) -> str:
    """One sentence: the verdict, the loss, the next caller."""
    word, kept = record.finding.verdict, record.finding.when_kept
    said = f"`{record.variant}.py` {phrase(word, record)}"
    found, caller = loss(record), next_caller(record)
    if kept is word:
        return f"{said}{after(found or luck(record), caller)}."
    if only_kept(record):
        return f"{said}{after(luck(record))}. {KEPT} {phrase(kept, record)}{after(found, caller)}."
    return f"{said}{after(found, caller)}. {KEPT} {phrase(kept, record)}."


def phrase(word: Verdict, record: Record) -> str:
    """A verdict as a predicate."""
    units = amount(None, record.readings.resource)
    return PHRASES.get(word, "**{verdict}**").format(units=units, verdict=shown(word))


def shown(word: Verdict) -> str:
    """What a page calls a verdict."""
    return SHOWN.get(word, word.value)


def meant(text: str) -> Verdict | None:
    """The verdict that a page calls so."""
    return next((word for word in Verdict if text in (word.value, shown(word))), None)


def luck(record: Record) -> str:
    """What saved the units, where the code did not."""
    if record.finding.verdict is not Verdict.REFCOUNT:
        return ""
    unit = record.readings.resource
    return f"no {unit} is lost, by luck, because the last reference goes with the call"


def after(lost: str, caller: str = "") -> str:
    """The loss and the next caller, as what follows a verdict: in spite of it, or because of it."""
    between = ", but " if lost.startswith("no ") else "; "
    told = between.join(filter(None, (lost, caller)))
    return f": {told}" if told else ""


def only_kept(record: Record) -> bool:
    """Whether units stayed out only in the pass that keeps exceptions and results."""
    let_go, keeping = record.readings.dropping, record.readings.keeping
    if let_go is None or keeping is None:
        return False
    return grew(keeping) and not grew(let_go)


def plain(record: Record) -> str:
    """The same without marks."""
    return re.sub("[`*]", "", verdict(record))


def loss(record: Record) -> str:
    """What is lost, in words; empty where units are out and nothing can be said of each call."""
    lost, crowd = record.finding.lost, record.readings.crowd
    resource = record.readings.resource
    if record.finding.verdict is Verdict.DRAINS and not only_kept(record):
        return all_back(record)
    if record.finding.verdict is Verdict.LEVELS_OFF and (run := record.telling):
        most = max(call.out for call in run.calls)
        return f"never more than {amount(most, resource)} out after a call"
    if lost == 0:
        return f"no {resource} is lost" if record.finding.verdict in UNHARMED else ""
    if crowd is not None:
        return f"{amount(lost, resource)} of {crowd.peak} never come back"
    if lost is None:
        return f"an uneven number of {amount(None, resource)} per bad call"
    return f"{amount(abs(lost), resource)}{' too many' if lost < 0 else ''} per bad call"


UNHARMED = frozenset({Verdict.BREAKS, Verdict.STUCK, Verdict.SLOW, Verdict.HELD})
"""Verdicts that need the word that nothing is lost: a reader expects the opposite."""


def all_back(record: Record) -> str:
    """That every unit is there again, and when that was read."""
    size, unit = record.readings.capacity, record.readings.resource
    made = amount(calls(record), "call")
    if record.readings.crowd:
        when = f"when {amount(calls(record), 'caller')} have ended"
    else:
        when = f"after each of {made}" if size else f"after any of {made}"
    if size is None:
        return f"no {unit} is left {when}"
    if size == 1:
        return f"the {unit} is back {when}"
    every = f"both {amount(None, unit)}" if size == 2 else f"all {amount(size, unit)}"
    return f"{every} are back {when}"


def next_caller(record: Record) -> str:
    """What the next caller sees, in words; empty where it is served."""
    word = next_outcome(record).word
    if word == "served":
        return ""
    return f"{who(record)} waits" if word == "waits" else f"{who(record)} gets `{word}`"


def who(record: Record) -> str:
    """The caller whose outcome counts: one that came while a crowd stood, or after it."""
    crowd = record.readings.crowd
    meanwhile = crowd is not None and next_outcome(record) is crowd.refused
    return "meanwhile one more caller" if meanwhile else "the next caller"


def afterwards(record: Record) -> str:
    """What brought units back after the last call, or did not; empty where none was out."""
    run = record.telling
    if run is None or not run.calls or not run.calls[-1].out:
        return ""
    out, unit = run.calls[-1].out, record.readings.resource
    begin = f"`{record.variant}.py`, after the last call:"
    if out < 0:
        return f"{begin} {amount(-out, unit)} too many."
    said = "; ".join(returns(run, out, record.readings.holder or "the holder"))
    return f"{begin} {amount(out, unit)} still out. {said[:1].upper()}{said[1:]}."


def returns(run: Pass, out: int, holder: str) -> Iterator[str]:
    """What was done after the last call, and how many units it brought back."""
    steps = [
        ("dropping every reference", run.dropped),
        ("waiting a moment", run.waited),
        ("running `gc.collect()`", run.collected),
        (f"letting go of {holder}", run.after_release),
    ]
    idle = [step for step, left in steps[:3:2] if left >= out]
    if idle:
        yield f"{' and '.join(idle)} brought none back"
    for step, left in steps:
        if left < out:
            yield f"{step} brought {'all' if left <= 0 else out - left} back"
            out = left


def next_outcome(record: Record) -> Outcome:
    """How the next caller's call ended."""
    crowd, run = record.readings.crowd, record.telling
    if crowd is not None:
        is_refused = crowd.next_caller.word != record.finding.next_caller
        return crowd.refused if is_refused else crowd.next_caller
    return run.next_caller if run else Outcome("returned")


def own_line(outcome: Outcome, variant: str) -> str:
    """The innermost line of the example's own file that a waiting call stands in."""
    own = [line for line in outcome.stack if line.startswith(f"{variant}.py, ")]
    return (own or [*outcome.stack, ""])[-1 if own else 0].partition(": ")[2]


def readings(record: Record) -> str:
    """What was out after the load, and what became of the next caller."""
    crowd, run = record.readings.crowd, record.telling
    ended = f"the next caller: {next_outcome(record).word}"
    if crowd is not None:
        return (
            f"Of {amount(crowd.callers, 'caller')} at once {crowd.finished} finished; when all had"
            f" ended, {crowd.after} of {record.readings.capacity} were out; {ended}."
        )
    if run is None:
        return f"`{record.variant}.py`: {record.finding.verdict.value}."
    return (
        f"After {amount(calls(record), 'call')} of `{record.variant}.py` {run.dropped} were out"
        f" ({record.readings.resource}), and {run.collected} after `gc.collect()`; {ended}."
    )


def calls(record: Record) -> int:
    """How many calls were made in one pass, or at once."""
    crowd, run = record.readings.crowd, record.telling
    return crowd.callers if crowd is not None else len(run.calls) if run else 0


TITLES = {"sqlalchemy": "SQLAlchemy", "fastapi": "FastAPI", "anyio": "AnyIO", "http": "HTTP"}
"""Libraries and servers whose own name is not the one they are imported by."""


def chips(records: list[Record]) -> Iterator[str]:
    """Each library and server with its version, Python last."""
    versions = {k: v for each in records for k, v in each.readings.versions.items()}
    for name in sorted(versions, key=lambda each: (each == "Python", each)):
        version = versions[name]
        if version[:1].isdigit():
            yield f"{TITLES.get(name, name)} {version}"
        elif version[-1:].isdigit():  # a server says its name itself
            yield version


def day(records: list[Record]) -> str:
    """The day on which the last of them was recorded; empty if one has none."""
    days = [each.day for each in records]
    return max(days) if all(days) else ""


def provenance(records: list[Record]) -> Iterator[str]:
    """Where and how the evidence was recorded, part by part."""
    first = records[0]
    versions = {k: v for each in records for k, v in each.readings.versions.items()}
    # A server's version says its name itself: "PostgreSQL 18.6".
    named = (v if not v[:1].isdigit() else f"{name} {v}" for name, v in versions.items())
    yield "Recorded with " + ", ".join(named)
    yield first.platform
    yield ", ".join(f"{each.variant}: {amount(calls(each), 'call')}" for each in records)
    if first.repeats > 1:
        yield f"each taken {first.repeats} times"
    yield f"digest {first.digest[:8]}"
