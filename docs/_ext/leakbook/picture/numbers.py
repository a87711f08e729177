"""The numbers behind a chart, as a table for those who read rather than look."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from harness.record.evidence import Record
from harness.record.finding import amount
from harness.record.readings import Call, Outcome
from leakbook import words
from leakbook.nodes import Panel

LONGEST = 24
"""Of a longer run the table shows this many calls."""

LATER = {
    "references dropped": "dropped",
    "gc.collect()": "collected",
    "holder let go": "after_release",
}
"""What is read after the last call."""


def numbers(panel: Panel) -> str:
    """What was read at each step."""
    records = list(panel.records.values())
    crowd = any(each.readings.crowd for each in records)
    rows = crowd_rows(records) if crowd else call_rows(records)
    units = amount(None, records[0].readings.resource)
    head = "".join(f'<th scope="col"><code>{each.variant}.py</code></th>' for each in records)
    steps = "step by step" if crowd else "call by call"
    return (
        f'<p class="lb-note">{units.capitalize()} out, {steps}:</p>'
        '<div class="lb-numbers"><div class="table-wrapper">'
        f'<table><caption class="lb-hidden">Units out, {panel.name}</caption>'
        f"<thead><tr><td></td>{head}</tr></thead>"
        f"<tbody>{''.join(row(*each) for each in brief(rows))}</tbody></table></div></div>"
    )


def row(name: str, *cells: str) -> str:
    """One row."""
    return f'<tr><th scope="row">{name}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def call_rows(records: list[Record]) -> list[tuple[str, ...]]:
    """For each call the units out during and after it; then what brought them back."""
    runs = [each.telling for each in records]
    calls = [run.calls if run else () for run in runs]
    longest = max(calls, key=len)
    made: list[tuple[str, ...]] = [
        (f"call {n + 1}, {call.kind}", *(reading(each, n) for each in calls))
        for n, call in enumerate(longest[:LONGEST])
    ]
    if len(longest) > LONGEST:
        made.append((f"and so on to call {len(longest)}", *("" for _ in records)))
    for label, field in LATER.items():
        made.append((f"then {label}", *(str(getattr(run, field)) for run in runs)))
    return [*made, ("the next caller", *(ended(words.next_outcome(each)) for each in records))]


def brief(read: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """The rows without calls that read as the ones before them did."""
    same = ""
    for number, row in enumerate(read):
        call = row[0].startswith("call ")
        if call and number > 1 and row[1:] == read[number - 2][1:]:
            same = row[0]
            continue
        if same:
            yield (f"the same up to {same}", *("" for _ in row[1:]))
        same = ""
        yield row


def reading(calls: tuple[Call, ...], number: int) -> str:
    """What one call read; empty if there was no such call."""
    if number >= len(calls):
        return ""
    return f"{calls[number].during}, then {calls[number].out}"


def crowd_rows(records: list[Record]) -> list[tuple[str, ...]]:
    """What was read before, while and after the crowd was let through."""
    crowds = [crowd for each in records if (crowd := each.readings.crowd)]
    return [
        ("callers", *(str(each.callers) for each in crowds)),
        ("out while all stand", *(str(each.peak) for each in crowds)),
        ("of them at work on the unit", *(str(each.at_work) for each in crowds)),
        ("busy elsewhere", *(str(each.elsewhere) for each in crowds)),
        ("out after each is let through", *(", ".join(map(str, each.readings)) for each in crowds)),
        ("finished", *(str(each.finished) for each in crowds)),
        ("out at the end", *(str(each.after) for each in crowds)),
        ("one more caller meanwhile", *(ended(each.refused) for each in crowds)),
        ("the next caller", *(ended(each.next_caller) for each in crowds)),
    ]


def ended(outcome: Outcome) -> str:
    """How a call ended, in one word."""
    return escape(outcome.word)
