"""Sentences about records: verdicts, the next caller, provenance."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from harness.evidence import Record
from harness.readings import Outcome, Pass
from harness.verdict import Verdict, grew

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
}
"""How a verdict is said; any other is said as it is."""

MARKED = re.compile(r"(``.+?``|`.+?`|\*\*.+?\*\*)")


class VerdictWord(nodes.strong):
    """A verdict's name; in HTML a link to its definition."""


def prose(text: str) -> list[nodes.Node]:
    """Our own words with `` `code` `` and ``**verdict**`` as nodes."""
    return [node_for(part) for part in MARKED.split(text) if part]


def node_for(part: str) -> nodes.Node:
    """The node for one part of a sentence."""
    inner = part.strip("`*")
    if part.startswith("**"):
        return VerdictWord("", inner)
    return nodes.literal("", inner) if part.startswith("`") else nodes.Text(part)


def units(count: int | None, resource: str) -> str:
    """``1 permit``, ``2 child processes``; without a count, the plural alone."""
    if count is not None and abs(count) == 1:
        return f"{count} {resource}"
    plural = f"{resource}es" if resource.endswith(("s", "x", "ch")) else f"{resource}s"
    if re.search("[^aeiou]y$", resource):
        plural = f"{resource[:-1]}ies"
    return plural if count is None else f"{count} {plural}"


def verdict(record: Record) -> str:
    """One sentence: the verdict, the loss, the next caller."""
    found, resource = record.found, record.readings.resource
    assert isinstance(found.verdict, Verdict) and isinstance(found.kept, Verdict)
    phrase = PHRASES.get(found.verdict, "**{verdict}**")
    said = phrase.format(units=units(None, resource), verdict=found.verdict.value)
    rest = ", ".join(filter(None, [loss(record), next_caller(found.victim)]))
    kept = "" if found.kept is found.verdict else f" Kept exceptions and results: **{found.kept.value}**."
    return f"`{record.variant}.py` {said}{': ' + rest if rest else ''}.{kept}"


def loss(record: Record) -> str:
    """What is lost, in words; empty where nothing is."""
    lost, resource = record.found.per_bad_call, record.readings.resource
    if lost == 0:
        return ""
    if record.readings.crowd is not None:
        return f"{units(lost, resource)} of {record.readings.crowd.peak} never come back"
    if lost is None:
        return f"an uneven number of {units(None, resource)} per bad call"
    return f"{units(lost, resource)} per bad call" if lost > 0 else f"{units(-lost, resource)} too many per bad call"


def next_caller(word: str) -> str:
    """What the next caller sees, in words; empty where it is served."""
    if word == "served":
        return ""
    return "the next caller waits" if word == "waits" else f"the next caller gets `{word}`"


def telling(record: Record) -> Pass | None:
    """The pass that the finding was taken from; ``None`` for a crowd."""
    let_go, kept = record.readings.let_go, record.readings.kept
    return let_go if let_go is None or grew(let_go) else kept


def victim(record: Record) -> Outcome:
    """How the next caller's call ended."""
    crowd, run = record.readings.crowd, telling(record)
    if crowd is not None:
        return crowd.refused if crowd.victim.word != record.found.victim else crowd.victim
    assert run is not None
    return run.victim


def own_line(outcome: Outcome, variant: str) -> str:
    """The innermost line of the example's own file that a waiting call stands in."""
    own = [line for line in outcome.stack if line.startswith(f"{variant}.py, ")]
    return (own or [*outcome.stack, ""])[-1 if own else 0].partition(": ")[2]


def calls(record: Record) -> int:
    """How many calls were made in one pass, or at once."""
    crowd, run = record.readings.crowd, telling(record)
    return crowd.callers if crowd is not None else len(run.calls) if run else 0


def provenance(records: list[Record]) -> Iterator[str]:
    """Where and how the evidence was recorded, part by part."""
    first = records[0]
    versions = {name: value for each in records for name, value in each.readings.versions.items()}
    yield "Recorded with " + ", ".join(
        value if name in value or name == "postgres" else f"{name} {value}" for name, value in versions.items()
    )
    yield first.platform
    yield ", ".join(f"{each.variant}: {units(calls(each), 'call')}" for each in records)
    if first.repeats > 1:
        yield f"each taken {first.repeats} times"
    yield f"digest {first.digest[:8]}"
