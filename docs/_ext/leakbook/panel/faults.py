"""The faults that a fix was put to, folded: how many of each sort, where, and what it declares."""

from __future__ import annotations

from docutils import nodes

from harness.record.evidence import Record
from harness.record.faults import Fault, by_sort
from harness.record.finding import amount
from leakbook.nodes import Folded, paragraph

LONGEST = 32
"""Letters of a call that are shown; its line stands above, in the fix."""


SHOWN = 4
"""Calls that are named for each sort; the record has all of them."""


def faults(record: Record) -> list[nodes.Node]:
    """The block of one fix; nothing for a version that no fault was injected into."""
    if not record.faults:
        return []
    injected, held = len(record.faults), sum(fault.held for fault in record.faults)
    summary = f"{record.variant}.py stands {held} of {amount(injected, 'fault')}"
    parts = [*declared(record), places(record.faults)]
    return [Folded("", *parts, summary=summary, classes=["lb-session", "lb-faults"])]


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
