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
from leakbook.nodes import Panel
from leakbook.picture.marks import foot, legend, marks
from leakbook.picture.series import HEIGHT, TICKS, TOP, Scale, Series, drawn, risen


def figure(panel: Panel) -> str:
    """Caption, picture and legend; empty where the line would be flat."""
    lines = drawn(panel)
    if not lines:
        return ""
    heights = [value for line in lines for p in line.points for value in (p.during, p.out)]
    sizes = sorted({line.size for line in lines if line.size is not None})
    columns = max(1, *(len(line.points) + bool(line.end) for line in lines))
    scale = Scale(columns, 0, max(1, *sizes, *heights))
    return (
        f'<figure class="lb-chart{" lb-many" if columns > 20 else ""}">'
        f"<figcaption>{escape(caption(panel))}</figcaption>"
        f"{picture(panel, lines, scale, sizes)}{legend(lines)}</figure>\n"
    )


def caption(panel: Panel) -> str:
    """What is counted, and when."""
    resource = next(iter(panel.records.values())).readings.resource
    units = amount(None, resource).capitalize()
    if risen(panel):
        return f"{units} that may be taken at once, after each call"
    kept = any(words.only_kept(each) for each in panel.records.values())
    return f"{units} out, during and after each call" + (
        ", with exceptions and results kept" if kept else ""
    )


def picture(panel: Panel, lines: list[Series], scale: Scale, sizes: list[int]) -> str:
    """The SVG; what it shows is told by the verdicts."""
    told = escape(" ".join(words.plain(each) for each in panel.records.values()))
    unit = next(iter(panel.records.values())).readings.resource
    backwards = lines[::-1]  # buggy in front
    return (
        f'<svg role="img" aria-labelledby="{panel.id}-t {panel.id}-d" width="100%"'
        f' height="{TICKS + 8}"><title id="{panel.id}-t">{escape(caption(panel))}, {panel.name}'
        f'</title><desc id="{panel.id}-d">{told}</desc>'
        + grid(scale)
        + "".join(path(line, scale) for line in backwards)
        + "".join(limit(size, meant(size, unit, risen(panel)), scale) for size in sizes)
        + "".join(marks(line, scale) for line in backwards)
        + foot(max(lines, key=lambda line: len(line.points)), scale)
        + "</svg>"
    )


def grid(scale: Scale) -> str:
    """A thin line and a number at some heights."""
    return "".join(
        f'<line class="lb-grid" x2="100%" y1="{scale.y(v)}" y2="{scale.y(v)}"/>'
        f'<text class="lb-tick" x="-8" y="{scale.y(v)}" dy=".35em" text-anchor="end">{v}</text>'
        for v in ticks(scale.low, scale.high)
    )


def meant(size: int, unit: str, risen: bool) -> str:
    """What it means to be at the capacity."""
    if risen:
        return f"the limit: {size}"
    return f"the only {unit} is out" if size == 1 else f"all {size} are out"


def limit(size: int, said: str, scale: Scale) -> str:
    """The line of a limit, with its meaning."""
    level = scale.y(size)
    return (
        f'<line class="lb-capacity" x2="100%" y1="{level}" y2="{level}"/>'
        f'<text class="lb-tick lb-halo" x="100%" y="{level}" dy="14" text-anchor="end">'
        f"{said}</text>"
    )


def ticks(low: int, high: int) -> list[int]:
    """At most six whole numbers, both ends among them."""
    step = max(1, -(-(high - low) // 5))
    return sorted({*range(low, high - step // 2, step), high})


def outline(line: Series) -> Iterator[tuple[float, int]]:
    """How far at which height: up while a call has units, down to what stays out."""
    before = line.start
    for point in line.points:
        yield from ((0.2, before), (0.5, point.during), (0.3, point.out))
        before = point.out
    if line.end:
        yield 0.5, before  # flat where the next caller stands


def path(line: Series, scale: Scale) -> str:
    """The line itself; in steps, because equal steps take the least room on the way."""
    before, steps = line.start, []
    for height, parts in groupby(outline(line), key=lambda part: part[1]):
        steps.append(f"v{before - height}h{sum(width for width, _ in parts):g}")
        before = height
    box = f"0 {-scale.high} {scale.columns} {scale.high - scale.low}"
    return (
        f'<svg y="{TOP}" width="100%" height="{HEIGHT}" viewBox="{box}"'
        f' preserveAspectRatio="none" overflow="visible"><path class="lb-{line.look}"'
        f' vector-effect="non-scaling-stroke" d="M0 {-line.start}{"".join(steps)}"/></svg>'
    )
