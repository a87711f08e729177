"""Sentences about records: verdicts, the next caller, provenance."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from harness.record.evidence import Record
from harness.record.finding import Verdict, amount, grew
from harness.record.readings import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def verdict(record: Record) -> str:
    """One sentence: the verdict, the loss, the next caller."""
    resource = record.readings.resource
    word, kept = record.finding.verdict, record.finding.when_kept
    phrase = PHRASES.get(word, "**{verdict}**")
    said = phrase.format(units=amount(None, resource), verdict=word.value)
    rest = "; ".join(filter(None, [loss(record), next_caller(record)]))
    rest = f": {rest}" if rest else ""
    if kept is word:
        return f"`{record.variant}.py` {said}{rest}."
    first, last = ("", rest) if only_kept(record) else (rest, "")
    return (
        f"`{record.variant}.py` {said}{first}. "
        f"Where exceptions and results are kept: **{kept.value}**{last}."
    )


def only_kept(record: Record) -> bool:
    """Whether units stayed out only in the pass that keeps exceptions and results."""
    let_go, keeping = record.readings.dropping, record.readings.keeping
    if let_go is None or keeping is None:
        return False
    return grew(keeping) and not grew(let_go)


def tone(record: Record) -> str:
    """Whether units came back, as a class: it sets the mark beside the sentence."""
    good = record.finding.verdict in (Verdict.DRAINS, Verdict.LEVELS_OFF)
    return "lb-back" if good and record.finding.when_kept is record.finding.verdict else "lb-lost"


def plain(record: Record) -> str:
    """The same without marks."""
    return re.sub("[`*]", "", verdict(record))


def loss(record: Record) -> str:
    """What is lost, in words; empty where units are out and nothing can be said of each call."""
    lost, crowd = record.finding.lost, record.readings.crowd
    if record.finding.verdict is Verdict.DRAINS and not only_kept(record):
        when = "at the end" if crowd else f"after any of {amount(calls(record), 'call')}"
        return f"nothing is out {when}"
    resource = record.readings.resource
    if lost == 0:
        return "nothing is lost" if crowd else ""
    if crowd is not None:
        return f"{amount(lost, resource)} of {crowd.peak} never come back"
    if lost is None:
        return f"an uneven number of {amount(None, resource)} per bad call"
    return f"{amount(abs(lost), resource)}{' too many' if lost < 0 else ''} per bad call"


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
    holder = record.readings.holder or "the holder"
    later = f"; a moment later: {run.waited}" if run.waited != run.collected else ""
    last = f"; {holder} let go: {run.after_release}" if run.after_release != run.waited else later
    return (
        f"`{record.variant}.py` after the last call: {run.calls[-1].out} out; "
        f"references dropped: {run.dropped}; `gc.collect()`: {run.collected}{last}."
    )


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
