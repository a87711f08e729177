"""The faults that a fix was put to: how many of each sort, where, and what it declares."""

from __future__ import annotations

from docutils import nodes

from harness.record.evidence import Record
from harness.record.faults import Fault, by_sort
from leakbook.nodes import box, paragraph

LONGEST = 32
"""Letters of a call that are shown; its line stands above, in the fix."""


SHOWN = 4
"""Calls that are named for each sort; the record has all of them."""


def faults(record: Record) -> list[nodes.Node]:
    """The block of one fix; nothing for a version that no fault was injected into."""
    if not record.faults:
        return []
    said = paragraph(f"`{record.variant}.py` stands {held(record)} injected faults.", "lb-note")
    return [box("lb-faults", said, *declared(record), places(record.faults))]


def stood(records: list[Record]) -> str:
    """How many faults each fix stands, in a line; empty where none was injected."""
    told = [f"{each.variant}.py stands {held(each)} faults" for each in records if each.faults]
    return ", ".join(told)


def held(record: Record) -> str:
    """``17 of 18``: the faults that a fix stood, and those that it was put to."""
    return f"{sum(fault.held for fault in record.faults)} of {len(record.faults)}"


def declared(record: Record) -> list[nodes.Node]:
    """What the fix does not stand, in the words of its scenario."""
    return [
        paragraph(f"Not held, `{key}`: {sentence}", "lb-note")
        for key, sentence in record.not_stood.items()
    ]


def places(faults: tuple[Fault, ...]) -> nodes.Element:
    """For each sort how many faults were injected and held, and the calls that they hit."""
    met: dict[str, None] = {}
    for sort, (injected, held) in by_sort(faults).items():
        hit = list(dict.fromkeys(call(each.place) for each in faults if each.sort is sort))
        more = f" and {len(hit) - SHOWN} more" if len(hit) > SHOWN else ""
        met[f"{sort}, {held} of {injected}: {'; '.join(hit[:SHOWN])}{more}"] = None
    return nodes.paragraph("", f"Injected one at a time, and held: {'. '.join(met)}.")


def call(place: str) -> str:
    """The beginning of a call, without marks: a page has many of these, and may not get heavy."""
    text = place.partition(", a")[0].rpartition(" in ")[0].strip("`") or "an await"
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
