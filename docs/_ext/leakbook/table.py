"""The numbers behind a chart, as a table for those who read rather than look."""

from __future__ import annotations

from html import escape

from harness.evidence import Record
from harness.readings import Outcome
from leakbook import words
from leakbook.panel import Panel

LONGEST = 40
"""Of a longer run the table shows this many calls."""


def numbers(panel: Panel) -> str:
    """A table that opens on demand."""
    records = list(panel.records.values())
    rows = crowd_rows(records) if any(each.readings.crowd for each in records) else call_rows(records)
    head = "".join(f'<th scope="col"><code>{each.variant}.py</code></th>' for each in records)
    return (
        '<details class="lb-numbers"><summary>The numbers</summary><div class="table-wrapper" tabindex="0">'
        f'<table><caption class="lb-hidden">Units out, {panel.name}</caption>'
        f'<thead><tr><th scope="col"></th>{head}</tr></thead>'
        f"<tbody>{''.join(row(*each) for each in rows)}</tbody></table></div></details>"
    )


def row(name: str, *cells: str) -> str:
    """One row."""
    return f'<tr><th scope="row">{name}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def call_rows(records: list[Record]) -> list[tuple[str, ...]]:
    """For each call the units out during and after it; then what brought them back."""
    runs = [words.telling(each) for each in records]
    calls = [run.calls if run else () for run in runs]
    longest = max(calls, key=len)
    made = [
        (f"call {n + 1}, {call.kind}", *(f"{c[n].during}, then {c[n].out}" if n < len(c) else "" for c in calls))
        for n, call in enumerate(longest[:LONGEST])
    ]
    if len(longest) > LONGEST:
        made.append((f"and so on to call {len(longest)}", *("" for _ in records)))
    for label, field in (("references dropped", "dropped"), ("gc.collect()", "collected"), ("holder let go", "let_go")):
        made.append((f"then {label}", *(str(getattr(run, field)) for run in runs)))
    return [*made, ("the next caller", *(ended(words.victim(each)) for each in records))]


def crowd_rows(records: list[Record]) -> list[tuple[str, ...]]:
    """What was read before, while and after the crowd was let through."""
    crowds = [crowd for each in records if (crowd := each.readings.crowd)]
    return [
        ("callers", *(str(each.callers) for each in crowds)),
        ("out while all stand", *(str(each.peak) for each in crowds)),
        ("of them at work on the unit", *(str(each.at_work) for each in crowds)),
        ("busy elsewhere", *(str(each.elsewhere) for each in crowds)),
        ("out after each is let through", *(", ".join(map(str, each.steps)) for each in crowds)),
        ("finished", *(str(each.finished) for each in crowds)),
        ("out at the end", *(str(each.after) for each in crowds)),
        ("one more caller meanwhile", *(ended(each.refused) for each in crowds)),
        ("the next caller", *(ended(each.victim) for each in crowds)),
    ]


def ended(outcome: Outcome) -> str:
    """How a call ended, in one word."""
    return escape(outcome.word)
