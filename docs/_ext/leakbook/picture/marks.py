"""The shapes in a chart, the names below it, and the legend."""

from __future__ import annotations

from html import escape
from itertools import accumulate

from leakbook.picture.series import MARKS, TICKS, Scale, Series

CROWDED = 40
"""With more calls than this, single calls get no marks: on a phone they would touch."""

NARROW = 40
"""Letters of a label that are as wide as a chart on a phone."""

SHIFT = {"start": -6, "middle": 0, "end": 8}
"""Pixels by which a label is moved towards its mark, which is a cross of that size."""

SHAPES = {
    "lost": '<path class="lb-mark-lost" d="M0-6 6 0 0 6-6 0z"/>',
    "extra": '<path class="lb-mark-lost" d="M0 6 6-5H-6z"/>',
    "back": '<circle class="lb-mark-back" r="3.5"/>',
    "bad": '<path class="lb-mark-bad" d="M-3-3H3V3H-3z"/>',
    "good": '<circle class="lb-mark-good" r="1.7"/>',
    "end": '<path class="lb-mark-end" d="M-6-6 6 6M-6 6 6-6"/>',
}
"""Each event has a shape of its own, so that colour is never the only difference."""

NAMES = {
    "lost": "stays out",
    "extra": "one too many",
    "back": "comes back",
    "good": "good call",
    "bad": "bad call",
}
"""What the legend calls them."""


def mark(shape: str, x: str, y: str | int) -> str:
    """A shape at a place."""
    return f'<svg x="{x}" y="{y}">{SHAPES[shape]}</svg>'


def marks(line: Series, scale: Scale) -> str:
    """What happened in each call, and where the next caller stands."""
    few = len(line.points) <= CROWDED
    made = [
        mark(kind, scale.x(column + 0.7), scale.y(out))
        for column, out, kind in line.events
        if few or kind == "lost"
    ]
    return "".join(made) + (end_mark(line, scale) if line.end else "")


def end_mark(line: Series, scale: Scale) -> str:
    """A cross where the next caller stands, and what it sees."""
    place, level = len(line.points) + 0.5, scale.y(line.points[-1].out)
    side = side_of(place / scale.columns, len(line.end) / NARROW)
    return mark("end", scale.x(place), level) + (
        f'<text class="lb-end" x="{scale.x(place)}" y="{level}" dx="{SHIFT[side]}"'
        f' dy="-12" text-anchor="{side}">{escape(line.end)}</text>'
    )


def side_of(place: float, length: float) -> str:
    """Where a label begins, so that it stays in the narrowest chart; both as parts of its width."""
    if place + length <= 1:
        return "start"
    return "end" if place >= length else "middle"


def foot(line: Series, scale: Scale) -> str:
    """Good and bad calls, and some of their numbers."""
    made = [
        mark(point.kind, scale.x(n + 0.5), MARKS)
        for n, point in enumerate(line.points)
        if len(line.points) <= CROWDED and point.kind in ("good", "bad")
    ]
    made += [
        f'<text class="lb-tick" x="{scale.x(n + 0.5)}" y="{TICKS}" text-anchor="middle">'
        f"{text}</text>"
        for n, text in names(line)
    ]
    return "".join(made)


def names(line: Series) -> list[tuple[int, str]]:
    """The calls whose number is shown, and in front of the first what is numbered."""
    total = len(line.points)
    step = next(s for s in accumulate([1, 1, 3, 5, 10, 20, 60, 100, 300, 1000]) if total <= 8 * s)
    shown = range(step, total + 1, step)
    return [(n - 1, f"call {n}" if n == step else str(n)) for n in shown]


def legend(lines: list[Series]) -> str:
    """What each line and each shape that is drawn means."""
    rows = [(f'<path class="lb-{line.look}" d="M-11 0H11"/>', line.said) for line in lines]
    few = {line.name: len(line.points) <= CROWDED for line in lines}
    seen = {k for line in lines for _, _, k in line.events if few[line.name] or k == "lost"}
    if all(few.values()):
        seen |= {point.kind for line in lines for point in line.points}
    rows += [(SHAPES[kind], text) for kind, text in NAMES.items() if kind in seen]
    return '<ul class="lb-legend">' + "".join(item(*row) for row in rows) + "</ul>"


def item(shape: str, text: str) -> str:
    """A line of the legend."""
    box = 'width="24" height="14" viewBox="-12 -7 24 14"'
    return f'<li><svg {box} aria-hidden="true">{shape}</svg>{text}</li>'
