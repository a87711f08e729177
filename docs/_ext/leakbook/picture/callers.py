"""Callers that came at once: one row for each version, with a sign for each caller and its end."""

from __future__ import annotations

from html import escape

from harness.record.evidence import Record
from harness.record.finding import amount
from harness.record.readings import Crowd
from leakbook.nodes import Panel, prose_html
from leakbook.tones import SIGNS, Tone

LONGEST = 24
"""More signs than this are no picture."""

SERVED, FAILED, WAITS = (Tone.BACK, "●"), (Tone.BREAKS, "✕"), (Tone.LOST, SIGNS[Tone.LOST])
"""How a caller ended, as a sign."""


def figure(panel: Panel) -> str:
    """A row for each version; empty where callers came one by one."""
    rows = "".join(row(each, crowd) for each in panel.records.values() if (crowd := of(each)))
    return f'<figure class="lb-callers">{rows}</figure>\n' if rows else ""


def of(record: Record) -> Crowd | None:
    """The crowd of a record."""
    return record.readings.crowd


def row(record: Record, crowd: Crowd) -> str:
    """The name, the signs, and what they mean in a sentence."""
    said = f"{amount(crowd.callers, 'caller')} at once: {', '.join(ends(crowd))}."
    told = prose_html(f"{said} {meanwhile(record, crowd)}")
    return (
        f"<p><code>{record.variant}.py</code>"
        f'<span class="lb-signs" aria-hidden="true">{signs(crowd)}</span>'
        f"<span>{told}</span></p>"
    )


def ends(crowd: Crowd) -> list[str]:
    """How many callers ended how."""
    made = []
    for word, count in crowd.endings.items():
        verb = ("is served" if count == 1 else "are served") if word == "served" else ""
        made.append(f"{count} {verb or ('gets' if count == 1 else 'get') + f' `{word}`'}")
    if crowd.stuck:
        made.append(f"{len(crowd.stuck)} {'waits' if len(crowd.stuck) == 1 else 'wait'} forever")
    return made


def meanwhile(record: Record, crowd: Crowd) -> str:
    """The units out while all stood there, and what one more caller saw."""
    unit, size = record.readings.resource, record.readings.capacity
    out = f"{crowd.peak} of {amount(size, unit)}" if size else amount(crowd.peak, unit)
    word = crowd.refused.word
    more = {"served": "is served", "waits": "waits"}.get(word, f"gets `{word}`")
    are = "is" if crowd.peak == 1 else "are"
    return f"With all of them under way, {out} {are} out, and one more caller {more}."


def signs(crowd: Crowd) -> str:
    """A sign for each caller."""
    shown = [
        (SERVED if word == "served" else FAILED, count) for word, count in crowd.endings.items()
    ]
    shown.append((WAITS, len(crowd.stuck)))
    if sum(count for _, count in shown) > LONGEST:
        return ""
    return "".join(
        f'<span class="{tone}">{escape(sign * count)}</span>'
        for (tone, sign), count in shown
        if count
    )
