"""The chart: an inline SVG that keeps its text size at any width.

Places along the x axis are percentages and the lines alone are stretched, so that text and
marks stay as they are on a phone. Lost and returned differ in colour and in shape.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby

from harness.record.finding import amount
from leakbook import words
from leakbook.nodes import Panel, prose_html
from leakbook.picture import numbers
from leakbook.picture.marks import foot, legend, marks
from leakbook.picture.series import HEIGHT, TICKS, TOP, Scale, Series, drawn


def figure(panel: Panel) -> str:
    """Caption, picture, legend and numbers."""
    lines, readings = drawn(panel), next(iter(panel.records.values())).readings
    heights = [value for line in lines for p in line.points for value in (p.during, p.out)]
    columns = max(1, *(len(line.points) + bool(line.end) for line in lines))
    scale = Scale(columns, min(0, *heights), max(1, readings.capacity or 0, *heights))
    units = amount(None, readings.resource).capitalize()
    return (
        f'<figure class="lb-chart{" lb-many" if columns > 20 else ""}">'
        f"<figcaption>{prose_html(panel.situation)} "
        f"<span>{units} out, {when(panel, lines)}.</span></figcaption>"
        f"{picture(panel, lines, scale, readings.capacity)}{legend(lines, readings.capacity)}"
        f"{numbers.numbers(panel)}</figure>\n"
    )


def when(panel: Panel, lines: list[Series]) -> str:
    """At which moments the units were counted."""
    if lines[0].crowd:
        return "as callers are let through one by one"
    kept = any(words.only_kept(each) for each in panel.records.values())
    return "during and after each call" + (", exceptions and results kept" if kept else "")


def picture(panel: Panel, lines: list[Series], scale: Scale, capacity: int | None) -> str:
    """The SVG; what it shows is told by the verdicts."""
    told = escape(" ".join(words.plain(each) for each in panel.records.values()))
    backwards = lines[::-1]  # buggy in front
    return (
        f'<svg role="img" aria-labelledby="{panel.id}-t {panel.id}-d" width="100%"'
        f' height="{TICKS + 8}"><title id="{panel.id}-t">Units out, {panel.name}</title>'
        f'<desc id="{panel.id}-d">{told}</desc>'
        + grid(scale, capacity)
        + "".join(path(line, scale) for line in backwards)
        + "".join(marks(line, scale) for line in backwards)
        + foot(max(lines, key=lambda line: len(line.points)), scale)
        + "</svg>"
    )


def grid(scale: Scale, capacity: int | None) -> str:
    """A thin line and a number at some heights, and the line of the capacity."""
    made = [
        f'<line class="lb-grid" x2="100%" y1="{scale.y(v)}" y2="{scale.y(v)}"/>'
        f'<text class="lb-tick" x="-8" y="{scale.y(v)}" dy=".35em" text-anchor="end">{v}</text>'
        for v in ticks(scale.low, scale.high)
    ]
    if capacity is not None:
        level = scale.y(capacity)
        made.append(f'<line class="lb-capacity" x2="100%" y1="{level}" y2="{level}"/>')
    return "".join(made)


def ticks(low: int, high: int) -> list[int]:
    """At most six whole numbers, both ends among them."""
    step = max(1, -(-(high - low) // 5))
    return sorted({*range(low, high - step // 2, step), high} | ({0} if low < 0 else set()))


def outline(line: Series) -> Iterator[tuple[float, int]]:
    """How far at which height: up while a call has units, down to what stays out."""
    before = 0
    for point in line.points:
        if not line.crowd:
            yield from ((0.2, before), (0.5, point.during), (0.3, point.out))
        else:
            yield 1, point.out
        before = point.out
    if line.end:
        yield 0.5, before  # flat where the next caller stands


def path(line: Series, scale: Scale) -> str:
    """The line itself; in steps, because equal steps take the least room on the way."""
    before, steps = 0, []
    for height, parts in groupby(outline(line), key=lambda part: part[1]):
        steps.append(f"v{before - height}h{sum(width for width, _ in parts):g}")
        before = height
    box = f"0 {-scale.high} {scale.columns} {scale.high - scale.low}"
    return (
        f'<svg y="{TOP}" width="100%" height="{HEIGHT}" viewBox="{box}"'
        f' preserveAspectRatio="none" overflow="visible"><path class="lb-{line.look}"'
        f' vector-effect="non-scaling-stroke" d="M0 0{"".join(steps)}"/></svg>'
    )
