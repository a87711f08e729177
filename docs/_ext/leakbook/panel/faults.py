"""The faults that a fix was put to, folded: how many of each sort, where, and what it declares."""

from __future__ import annotations

from docutils import nodes

from harness.record.evidence import Record
from harness.record.faults import Fault, by_sort
from harness.record.finding import amount
from leakbook.nodes import Folded, paragraph


def faults(record: Record) -> list[nodes.Node]:
    """The block of one fix; nothing for a version that no fault was injected into."""
    if not record.faults:
        return []
    injected, held = len(record.faults), sum(fault.held for fault in record.faults)
    summary = f"{record.variant}.py stands {held} of {amount(injected, 'fault')}"
    parts = [paragraph(sorts(record)), *declared(record), places(record.faults)]
    return [Folded("", *parts, summary=summary, classes=["lb-session", "lb-faults"])]


def sorts(record: Record) -> str:
    """How many faults of each sort were injected and held, in one sentence."""
    counts = by_sort(record.faults)
    said = [f"{sort}: {held} of {injected}" for sort, (injected, held) in counts.items()]
    return f"Injected one at a time, and held: {'; '.join(said)}."


def declared(record: Record) -> list[nodes.Node]:
    """What the fix does not stand, in the words of its scenario."""
    return [
        paragraph(f"Not held, `{key}`: {sentence}", "lb-note")
        for key, sentence in record.not_stood.items()
    ]


def places(faults: tuple[Fault, ...]) -> nodes.Element:
    """Each place once, with the sorts of fault that it met."""
    met: dict[str, dict[str, None]] = {}
    for fault in faults:
        met.setdefault(fault.place.partition(", a")[0], {})[fault.sort.value] = None
    items = [
        nodes.list_item("", paragraph(f"{place or 'at the first await'}: {', '.join(kinds)}"))
        for place, kinds in met.items()
    ]
    return nodes.bullet_list("", *items)
