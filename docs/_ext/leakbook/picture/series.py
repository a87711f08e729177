"""What a chart draws: units out, call by call, and what happened in each."""

from __future__ import annotations

from dataclasses import dataclass, replace

from harness.record.evidence import Record
from leakbook import tones, words
from leakbook.nodes import Panel

TOP, HEIGHT, MARKS, TICKS = 26, 120, 164, 184
"""Heights in pixels: where the plot begins, how high it is, its marks and numbers below."""


SHORT, STEADY = 8, 12
"""Calls that are drawn of a line on which nothing happens any more, and of one that goes on as it
began."""

LONG = 28
"""Letters that a label in a chart may have: more do not fit beside their mark on a phone."""


@dataclass(frozen=True)
class Point:
    """Units out during and after one call; ``extra`` if there are more than there should be."""

    during: int
    out: int
    kind: str = ""
    extra: bool = False


@dataclass(frozen=True)
class Series:
    """One variant's line; ``more`` says what is not drawn, or why the line ends."""

    name: str
    look: str
    points: tuple[Point, ...]
    end: str
    more: str = ""
    size: int | None = None
    start: int = 0

    @property
    def said(self) -> str:
        """The name, and what is not drawn."""
        return ", ".join(filter(None, (self.name, self.more)))

    @property
    def events(self) -> list[tuple[int, int, str]]:
        """What happened to units, where anything did: column, height, kind of event."""
        before = [self.start, *(point.out for point in self.points)]
        found = [(n, point.out, event(before[n], point)) for n, point in enumerate(self.points)]
        return [each for each in found if each[2]]


def event(before: int, point: Point) -> str:
    """What happened in one call."""
    if point.extra:
        return "extra" if point.out > before else ""
    if point.out > before:
        return "lost"
    return "back" if point.out < before or point.during > point.out else ""


def series_of(record: Record, kept: bool, risen: bool) -> Series:
    """The line of one variant; where there are units too many, of what may be taken at once."""
    run = record.readings.keeping if kept else record.readings.dropping
    word = words.next_outcome(record).word
    end = "next caller waits" if word == "waits" else f"next caller gets {word}"
    look = "buggy" if record.variant == "buggy" else "fixed"
    size = record.readings.capacity
    points = tuple(Point(each.during, each.out, each.kind) for each in run.calls) if run else ()
    if risen:
        free = [(size or 0) - point.out for point in points]
        points = tuple(
            Point(n, n, point.kind, n > (size or 0)) for n, point in zip(free, points, strict=True)
        )
    return Series(
        f"{record.variant}.py",
        f"{look} {tones.of_record(record)}",
        points,
        "" if word == "served" else end if len(end) <= LONG else f"next: {word}",
        size=size,
        start=size or 0 if risen else 0,
    )


def drawn(panel: Panel) -> list[Series]:
    """The lines to draw: buggy and the first fixed one, both from the pass that tells more.

    None where nothing stays out after any call: that is said in the verdict.
    """
    records = list(panel.records.values())
    kept = any(words.only_kept(each) for each in records)
    chosen = [*records[:1], *(each for each in records[1:] if each.variant != "buggy")][:2]
    lines = [series_of(each, kept, risen(panel)) for each in chosen]
    if not any(point.out for line in lines for point in line.points):
        return []
    longest = max(
        min(len(line.points), STEADY) if is_steady(line, each) else len(line.points)
        for line, each in zip(lines, chosen, strict=True)
        if any(point.out for point in line.points)
    )
    return [brief(line, max(SHORT, longest + 1)) for line in lines]


def is_steady(line: Series, record: Record) -> bool:
    """Whether each bad call costs the same to the end, and no caller is turned away."""
    return bool(record.finding.lost) and not line.end


def risen(panel: Panel) -> bool:
    """Whether a version makes units: then what may be taken at once is drawn, and not what is."""
    runs = (each.readings.dropping for each in panel.records.values())
    return any(call.out < 0 for run in runs if run for call in run.calls)


def brief(line: Series, most: int) -> Series:
    """The line as far as it is drawn, with a word on the rest."""
    total = len(line.points)
    if total > most:
        return replace(line, points=line.points[:most], more=f"and so on to call {total}")
    if line.end and total < most - 1:
        return replace(line, more=f"stops at call {total}")
    return line


@dataclass(frozen=True)
class Scale:
    """The two axes."""

    columns: int
    low: int
    high: int

    def x(self, column: float) -> str:
        """A place along the x axis."""
        return f"{100 * column / self.columns:.3g}%"

    def y(self, value: float) -> str:
        """A height, in pixels."""
        return f"{TOP + HEIGHT * (self.high - value) / (self.high - self.low):.4g}"
