"""Units out, call by call: an inline SVG that keeps its text size at any width, and its numbers.

Places along the x axis are percentages and the lines alone are stretched, so that text and
marks stay as they are on a phone. Lost and returned differ in colour and in shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import accumulate, pairwise

from harness.evidence import Record
from leakbook import table, words
from leakbook.panel import Panel

TOP, HEIGHT, MARKS, TICKS = 26, 120, 164, 184
CROWDED = 60
"""With more calls than this, single calls get no marks."""


@dataclass(frozen=True)
class Point:
    """Units out during and after one call (or one step of a crowd)."""

    during: int
    out: int
    kind: str = ""


@dataclass(frozen=True)
class Series:
    """One variant's line."""

    name: str
    look: str
    points: tuple[Point, ...]
    end: str

    @property
    def events(self) -> list[tuple[int, int, str]]:
        """Where a call lost a unit or gave one back: column, height, ``lost`` or ``back``."""
        before = [0, *(point.out for point in self.points)]
        return [
            (column, point.out, "lost" if point.out > before[column] else "back")
            for column, point in enumerate(self.points)
            if point.out != before[column] or point.during > point.out
        ]


def series_of(record: Record, kept: bool) -> Series:
    """The line of one variant."""
    crowd, run = record.readings.crowd, record.readings.kept if kept else record.readings.let_go
    word = words.victim(record).word
    end = "" if word == "served" or crowd else "next caller waits" if word == "waits" else f"next caller: {word}"
    look = "buggy" if record.variant == "buggy" else "fixed"
    if crowd:
        heights = [crowd.peak, *crowd.steps, crowd.after]
        steps = tuple(Point(a, b) for a, b in pairwise([crowd.peak, *heights]))
    else:
        steps = tuple(Point(call.during, call.out, call.kind) for call in run.calls) if run else ()
    return Series(f"{record.variant}.py", look, steps, end)


def drawn(panel: Panel) -> list[Series]:
    """The lines to draw: buggy and the first fixed one, both from the pass that tells more."""
    records = list(panel.records.values())
    kept = any(words.telling(each) is each.readings.kept is not None for each in records)
    chosen = [*records[:1], *(each for each in records[1:] if each.variant != "buggy")][:2]
    return [series_of(each, kept and each.readings.kept is not None) for each in chosen]


@dataclass(frozen=True)
class Scale:
    """The two axes."""

    columns: int
    low: int
    high: int

    def x(self, column: float) -> str:
        """A place along the x axis."""
        return f"{100 * column / self.columns:.4g}%"

    def y(self, value: float) -> str:
        """A height, in pixels."""
        return f"{TOP + HEIGHT * (self.high - value) / (self.high - self.low):.4g}"


def figure(panel: Panel) -> str:
    """Caption, picture, legend and numbers."""
    lines, resource = drawn(panel), next(iter(panel.records.values())).readings.resource
    capacity = next(iter(panel.records.values())).readings.capacity
    crowd = any(each.readings.crowd for each in panel.records.values())
    heights = [v for line in lines for p in line.points for v in (p.during, p.out)]
    columns = max(len(line.points) + bool(line.end) for line in lines)
    scale = Scale(max(columns, 1), min(0, *heights), max(1, capacity or 0, *heights))
    when = "as the callers are let through one by one" if crowd else "during and after each call"
    caption = f"{escape(panel.situation)} <span>{words.units(None, resource).capitalize()} out, {when}.</span>"
    return (
        f'<figure class="lb-chart"><figcaption>{caption}</figcaption>'
        f"{picture(panel, lines, scale, capacity, crowd)}{legend(lines, capacity, crowd)}"
        f"{table.numbers(panel)}</figure>\n"
    )


def picture(panel: Panel, lines: list[Series], scale: Scale, capacity: int | None, crowd: bool) -> str:
    """The SVG."""
    told = " ".join(words.verdict(each).replace("`", "").replace("*", "") for each in panel.records.values())
    level = scale.y(capacity) if capacity is not None and capacity <= scale.high else None
    return "".join([
        f'<svg role="img" aria-labelledby="{panel.id}-t {panel.id}-d" width="100%" height="{TICKS + 8}">',
        f'<title id="{panel.id}-t">Units out call by call, {panel.name}</title>',
        f'<desc id="{panel.id}-d">{escape(told)}</desc>',
        *(f'<line class="lb-grid" x2="100%" y1="{scale.y(v)}" y2="{scale.y(v)}"/>'
          f'<text class="lb-tick" x="-8" y="{scale.y(v)}" dy=".35em" text-anchor="end">{v}</text>'
          for v in ticks(scale.low, scale.high)),
        f'<line class="lb-capacity" x2="100%" y1="{level}" y2="{level}"/>' if level else "",
        *(path(line, scale) for line in lines[::-1]),
        *(marks(line, scale) for line in lines[::-1]),
        foot(max(lines, key=lambda line: len(line.points)), scale, crowd),
        "</svg>",
    ])  # fmt: skip


def ticks(low: int, high: int) -> list[int]:
    """At most six whole numbers, both ends among them."""
    step = max(1, -(-(high - low) // 5))
    return sorted({*range(low, high - step // 2, step), high} | ({0} if low < 0 else set()))


def path(line: Series, scale: Scale) -> str:
    """The line: up while a call has units, down to what stays out; flat where the next caller stands."""
    steps = "".join(f"H{n + 0.2:g}V{-p.during}H{n + 0.7:g}V{-p.out}H{n + 1}" for n, p in enumerate(line.points))
    end = f"H{len(line.points) + 0.5}" if line.end else ""
    box = f"0 {-scale.high} {scale.columns} {scale.high - scale.low}"
    start = -(line.points[0].during if line.points and not line.points[0].kind else 0)
    return (
        f'<svg y="{TOP}" width="100%" height="{HEIGHT}" viewBox="{box}" preserveAspectRatio="none" overflow="visible">'
        f'<path class="lb-{line.look}" vector-effect="non-scaling-stroke" d="M0 {start}{steps}{end}"/></svg>'
    )


SHAPES = {
    "lost": '<path class="lb-mark-lost" d="M0-6 6 0 0 6-6 0z"/>',
    "back": '<circle class="lb-mark-back" r="3.5"/>',
    "bad": '<path class="lb-mark-bad" d="M-3.5-3.5 3.5 3.5M-3.5 3.5 3.5-3.5"/>',
    "good": '<circle class="lb-mark-good" r="1.7"/>',
    "end": '<path class="lb-mark-end" d="M-6-6 6 6M-6 6 6-6"/>',
}
"""Each event has a shape of its own, so that colour is never the only difference."""


def mark(shape: str, x: str, y: str | int) -> str:
    """A shape at a place."""
    return f'<svg x="{x}" y="{y}" overflow="visible">{SHAPES[shape]}</svg>'


def marks(line: Series, scale: Scale) -> str:
    """Lost, returned, and where the next caller stands."""
    events = line.events if len(line.points) <= CROWDED else [e for e in line.events if e[2] == "lost"][:CROWDED]
    made = [mark(kind, scale.x(n + 0.7), scale.y(out)) for n, out, kind in events]
    if line.end:
        place, level = len(line.points) + 0.5, scale.y(line.points[-1].out)
        left = place < scale.columns * 0.55
        made.append(mark("end", scale.x(place), level))
        made.append(
            f'<text class="lb-end" x="{scale.x(place)}" y="{level}" dx="{-6 if left else 8}" dy="-12" '
            f'text-anchor="{"start" if left else "end"}">{escape(line.end)}</text>'
        )
    return "".join(made)


def foot(line: Series, scale: Scale, crowd: bool) -> str:
    """Good and bad calls, and some of their numbers."""
    total, made = len(line.points), list[str]()
    if not crowd and total <= CROWDED:
        made += [mark(p.kind, scale.x(n + 0.5), MARKS) for n, p in enumerate(line.points) if p.kind]
    if crowd:
        named = [(0, "all in"), (total - 1, "at the end")] if total > 1 else [(0, "all in")]
    else:
        step = next(s for s in accumulate([1, 1, 3, 5, 10, 20, 60, 100, 300, 1000]) if total <= 8 * s)
        named = [(n - 1, str(n)) for n in range(step, total + 1, step)]
    made += [
        f'<text class="lb-tick" x="{scale.x(n + 0.5)}" y="{TICKS}" text-anchor="middle">{text}</text>'
        for n, text in named
    ]
    return "".join(made)


def legend(lines: list[Series], capacity: int | None, crowd: bool) -> str:
    """What each line and shape means."""
    rows = [(f'<path class="lb-{line.look}" d="M-11 0H11"/>', line.name) for line in lines]
    if capacity is not None:
        rows.append(('<path class="lb-capacity" d="M-11 0H11"/>', f"capacity: {capacity}"))
    kinds = {kind for line in lines for _, _, kind in line.events}
    rows += [(SHAPES[k], t) for k, t in (("lost", "lost"), ("back", "came back")) if k in kinds]
    bad = not crowd and any(point.kind == "bad" for line in lines for point in line.points)
    rows += [(SHAPES["good"], "good call"), (SHAPES["bad"], "bad call")] if bad else []
    items = "".join(
        f'<li><svg width="24" height="14" viewBox="-12 -7 24 14" aria-hidden="true">{shape}</svg>{text}</li>'
        for shape, text in rows
    )
    return f'<ul class="lb-legend">{items}</ul>'
