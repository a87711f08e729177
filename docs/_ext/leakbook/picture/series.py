"""What a chart draws: units out, call by call, and what happened in each."""

from __future__ import annotations

from dataclasses import dataclass

from harness.record.evidence import Record
from harness.record.readings import Crowd
from leakbook import words
from leakbook.nodes import Panel

TOP, HEIGHT, MARKS, TICKS = 26, 120, 164, 184
"""Heights in pixels: where the plot begins, how high it is, its marks and numbers below."""


LONG = 28
"""Letters that a label in a chart may have: more do not fit beside their mark on a phone."""


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
    def crowd(self) -> bool:
        """Whether callers came all at once."""
        return bool(self.points) and self.points[0].kind == "all in"

    @property
    def events(self) -> list[tuple[int, int, str]]:
        """What happened to units, where anything did: column, height, kind of event."""
        before = [0, *(point.out for point in self.points)]
        found = [(n, point.out, event(before[n], point)) for n, point in enumerate(self.points)]
        return [each for each in found if each[2]]


def event(before: int, point: Point) -> str:
    """What happened in one call."""
    if point.kind == "all in":
        return ""
    if point.kind == "end":
        return "lost" if point.out > 0 else "back" if before > 0 else ""
    if point.out > before:
        return "lost"
    if point.out < before:
        return "extra" if point.out < 0 else "back"
    return "back" if point.during > point.out else ""


def crowd_points(crowd: Crowd, columns: int) -> tuple[Point, ...]:
    """All in, each one let through, the end; a crowd that stopped early stands until the end."""
    heights = [crowd.peak, *crowd.readings]
    heights += heights[-1:] * (columns - len(heights) - 1)
    inner = tuple(Point(each, each) for each in heights[1:])
    return (Point(crowd.peak, crowd.peak, "all in"), *inner, Point(crowd.after, crowd.after, "end"))


def series_of(record: Record, kept: bool, columns: int) -> Series:
    """The line of one variant."""
    crowd = record.readings.crowd
    run = record.readings.keeping if kept else record.readings.dropping
    word = words.next_outcome(record).word
    end = "next caller waits" if word == "waits" else f"next caller gets {word}"
    look = "buggy" if record.variant == "buggy" else "fixed"
    points = tuple(Point(each.during, each.out, each.kind) for each in run.calls) if run else ()
    return Series(
        f"{record.variant}.py",
        look,
        crowd_points(crowd, columns) if crowd else points,
        "" if crowd or word == "served" else end if len(end) <= LONG else f"next: {word}",
    )


def drawn(panel: Panel) -> list[Series]:
    """The lines to draw: buggy and the first fixed one, both from the pass that tells more."""
    records = list(panel.records.values())
    kept = any(words.only_kept(each) for each in records)
    chosen = [*records[:1], *(each for each in records[1:] if each.variant != "buggy")][:2]
    crowds = [each.readings.crowd for each in records if each.readings.crowd]
    columns = max((len(crowd.readings) + 2 for crowd in crowds), default=0)
    return [series_of(each, kept, columns) for each in chosen]


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
