"""The load experiment: the claimed table beside ours, and sessions over time.

``{lab} claimed`` puts both side by side, ``{lab} all`` lists every cell, ``{lab} over-time
/error`` draws a route. ``{measured}`value``` is one number of the record, for a sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from harness.record.evidence import BadEvidence
from leakbook.measured.base import read, table
from leakbook.nodes import box, paragraph
from leakbook.picture import chart, marks
from leakbook.picture.series import HEIGHT, TICKS, TOP, Scale
from leakbook.refusing import RefusingDirective, RefusingRole

RECORD, SESSION = "fastapi-load.json", "lab"
CLAIMED = {
    ("with", "error"): (5, 53),
    ("with", "ok"): (2, 88),
    ("try/finally", "error"): (0, 8),
    ("try/finally", "ok"): (0, 8),
}
"""Idle in transaction and all sessions, as the pull request gives them."""

RESULTS = {"with": "LEAKED", "try/finally": "CLEAN"}
"""What its table says of each form, whatever the route."""

CONTROL = "never closed"
WORKERS = 4  # what the claim was made with
LOOKS = {
    "with": "lb-form-with",
    "try/finally": "lb-form-try",
}
"""The look of each form's line; neither is the colour of a loss."""

IDLE, ALL = "idle_in_transaction", "sessions"


class Record:
    """The record of a run; `BadEvidence` where it lacks what a page needs."""

    def __init__(self, env: BuildEnvironment) -> None:
        """Read it."""
        self.raw = read(env, RECORD, SESSION)
        try:
            self.cells = [Cell(each, self.raw["columns"]) for each in self.raw["cells"]]
            self.options, self.versions = self.raw["options"], self.raw["versions"]
            for form, route in CLAIMED:
                self.repeats(form, route)
        except (KeyError, TypeError, IndexError):
            raise lacking("a run of every form and route") from None

    def repeats(self, form: str, route: str, workers: int = WORKERS) -> list[Cell]:
        """The runs of a form with a route; `KeyError` if there is none."""
        wanted = (form, route, workers)
        if not (found := [each for each in self.cells if each.kind == wanted]):
            raise KeyError(wanted)
        return found

    @property
    def tried(self) -> list[Cell]:
        """Every cell but the controls."""
        return [each for each in self.cells if each.form != CONTROL]

    @property
    def provenance(self) -> str:
        """When, on what and how."""
        with_versions = ", ".join(f"{name} {number}" for name, number in self.versions.items())
        return (
            f"Measured on {self.raw['date']}: {self.raw['platform']}; {with_versions}; "
            f"{self.options['connections']} connections for {self.options['seconds']:g} s a cell, "
            f"each {self.options['repeats']} times, in the random order of seed "
            f"{self.options['seed']}; {self.raw['shared']}."
        )


class Cell:
    """One form, one route, so many workers."""

    def __init__(self, raw: dict[str, Any], columns: list[str]) -> None:
        """Name the columns of its samples."""
        self.form, self.route, self.workers = raw["form"], raw["route"], raw["workers"]
        self.kind = (self.form, self.route, self.workers)
        self.requests, self.raw = raw["requests"], raw
        self.load = [dict(zip(columns, each, strict=True)) for each in raw["load"]]
        self.after = [dict(zip(columns, each, strict=True)) for each in raw["after"]]

    def largest(self, column: str) -> int:
        """The largest value under load."""
        return max(int(each[column]) for each in self.load)


def lacking(what: str) -> BadEvidence:
    """The refusal of a record that is not whole."""
    return BadEvidence(f"docs/lab/{RECORD}: lacks {what}; run `nox -s {SESSION}`")


def span(numbers: Iterable[int]) -> str:
    """``8``, or ``2–8`` where the runs differ."""
    least, most = min(found := [*numbers]), max(found)
    return f"{least}" if least == most else f"{least}–{most}"


def largest(cells: list[Cell]) -> str:
    """Idle in transaction and all sessions, the largest under load in each run."""
    return " / ".join(span(each.largest(column) for each in cells) for column in (IDLE, ALL))


def afterwards(cells: list[Cell]) -> list[str]:
    """The same, at each moment after the load."""
    moments = zip(*(each.after for each in cells), strict=True)
    return [
        " / ".join(span(each[column] for each in moment) for column in (IDLE, ALL))
        for moment in moments
    ]


class Lab(RefusingDirective):
    """A part of the experiment."""

    def draw(self) -> list[nodes.Node]:
        """The part that is named."""
        record = Record(self.env)
        name, *rest = self.arguments[0].split()
        if name == "over-time" and rest in (["/error"], ["/ok"]):
            number = self.env.new_serialno("leakbook")
            return [box("lb-panel", *over_time(record, rest[0].strip("/"), number))]
        if name not in TABLES:
            raise BadEvidence(f"{self.arguments[0]!r} is no part of the load experiment")
        note = paragraph(record.provenance, "lb-provenance")
        return [box("lb-panel", TABLES[name](record), note)]


def seconds(record: Record) -> list[str]:
    """The heads of the columns after the load."""
    return [f"{each:g} s after" for each in record.options["after"]]


def claimed(record: Record) -> nodes.Node:
    """The claimed table, with ours beside it."""
    rows = []
    for (form, route), (idle, sessions) in CLAIMED.items():
        cells = record.repeats(form, route)
        ours = [largest(cells), *afterwards(cells)]
        said = [f"{idle} / {sessions}", RESULTS[form]]
        rows.append([f"`{form}`, `/{route}`", *said, *ours, result(cells)])
    head = [
        *("", "claimed", "claimed result", "ours, largest under load"),
        *seconds(record),
        "our result",
    ]
    title = f"Idle in transaction / all sessions, {WORKERS} workers"
    return table(title, head, rows)


def result(cells: list[Cell]) -> str:
    """The word of the claimed table for what we saw when the load was long over."""
    left = max(each.after[-1][column] for each in cells for column in (IDLE, "checked_out"))
    return f"LEAKED {left}" if left else "CLEAN"


def everything(record: Record) -> nodes.Node:
    """Every cell, its runs in one row."""
    rows = []
    for kind in dict.fromkeys(each.kind for each in record.cells):
        cells = record.repeats(*kind)
        raised: Counter[str] = sum((Counter(each.raw["raised"]) for each in cells), Counter())
        rows.append([
            "{}, `/{}`, {}".format(*kind),
            span(each.requests for each in cells),
            ", ".join(f"{n} {name}" for name, n in raised.items()) or "none",
            largest(cells),
            *afterwards(cells),
            span(each.after[-1]["checked_out"] for each in cells),
        ])  # fmt: skip
    head = [
        *("form, route, workers", "requests", "raised in the server", "largest under load"),
        *seconds(record),
        "checked out at the end",
    ]
    return table("Idle in transaction / all sessions, every cell", head, rows)


TABLES = {"claimed": claimed, "all": everything}


def over_time(record: Record, route: str, number: int) -> list[nodes.Node]:
    """Two pictures of a route: transactions left open, and all sessions."""
    lines = {form: record.repeats(form, route) for form in LOOKS}
    return [
        nodes.raw("", picture(record, lines, column, f"load-{number}-{column}"), format="html")
        for column in (IDLE, ALL)
    ]


def picture(record: Record, lines: dict[str, list[Cell]], column: str, name: str) -> str:
    """One measure over time, both forms, with the claimed numbers and the cap."""
    cells = [each for runs in lines.values() for each in runs]
    route = cells[0].route
    told = {form: CLAIMED[form, route][column == ALL] for form in lines}
    cap = WORKERS * 12 if column == ALL else None
    under = max(len(cell.load) for cell in cells)
    high = max(1, *(cell.largest(column) for cell in cells), *told.values(), cap or 0)
    scale = Scale(under + len(record.options["after"]), 0, high)
    title = f"{'All sessions' if cap else 'Idle in transaction'}, /{route}, {WORKERS} workers"
    said = "; ".join(
        f"{form}: largest {span(each.largest(column) for each in runs)}, "
        f"last {span(each.after[-1][column] for each in runs)}, claimed {told[form]}"
        for form, runs in lines.items()
    )
    return (
        f'<figure class="lb-chart"><figcaption>{escape(title)}. <span>Every half second under load,'
        " then after it; a line for each run.</span></figcaption>"
        f'<svg role="img" aria-labelledby="{name}-t {name}-d" width="100%" height="{TICKS + 8}">'
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(said)}</desc>'
        + chart.grid(scale)
        + (chart.limit(cap, f"the most that {WORKERS} workers open: {cap}", scale) if cap else "")
        + "".join(path(each, column, under, scale) for each in cells)
        + "".join(mark(form, told[form], scale) for form in lines if told[form] > 0)
        + foot(record, under, scale)
        + "</svg>"
        + legend()
        + "</figure>\n"
    )


def path(cell: Cell, column: str, under: int, scale: Scale) -> str:
    """The line of one run: points under load, then the ones after it."""
    places = [n + 0.5 for n in (*range(len(cell.load)), *range(under, under + len(cell.after)))]
    heights = [each[column] for each in (*cell.load, *cell.after)]
    steps = "L".join(f"{x:g} {-y}" for x, y in zip(places, heights, strict=True))
    box = f"0 {-scale.high} {scale.columns} {scale.high}"
    return (
        f'<svg y="{TOP}" width="100%" height="{HEIGHT}" viewBox="{box}" preserveAspectRatio="none"'
        f' overflow="visible"><path class="{LOOKS[cell.form]}" vector-effect="non-scaling-stroke"'
        f' d="M{steps}"/></svg>'
    )


def mark(form: str, value: int, scale: Scale) -> str:
    """Where the number that is claimed for a form stands."""
    x, y = scale.x(scale.columns - 0.5), scale.y(value)
    return marks.mark("lost", x, y) + (
        f'<text class="lb-end" x="{x}" y="{y}" dx="4" dy="-10" text-anchor="end">'
        f"{form}, claimed: {value}</text>"
    )


def foot(record: Record, under: int, scale: Scale) -> str:
    """Times below the plot."""
    end, last = scale.x(under), record.options["after"][-1]
    named = [
        ("0", "start", "start"),
        (end, "end", "load ends "),
        ("100%", "end", f"+{last:g} s"),
    ]
    texts = "".join(
        f'<text class="lb-tick" x="{x}" y="{TICKS}" text-anchor="{anchor}">{text}</text>'
        for x, anchor, text in named
    )
    line = f'<line class="lb-capacity" x1="{end}" x2="{end}" y1="{TOP}" y2="{TOP + HEIGHT}"/>'
    return line + texts


def legend() -> str:
    """What each line means."""
    rows = [(f'<path class="{look}" d="M-11 0H11"/>', form) for form, look in LOOKS.items()]
    rows.append((marks.SHAPES["lost"], "claimed"))
    rows.append(('<path class="lb-capacity" d="M-11 0H11"/>', "end of the load"))
    return '<ul class="lb-legend">' + "".join(marks.item(*each) for each in rows) + "</ul>"


VALUES: dict[str, Callable[[Record], Any]] = {
    "date": lambda r: r.raw["date"],
    "platform": lambda r: r.raw["platform"],
    "fastapi": lambda r: r.versions["fastapi"],
    "seconds": lambda r: f"{r.options['seconds']:g}",
    "connections": lambda r: r.options["connections"],
    "cells": lambda r: len({each.kind for each in r.cells}),
    "repeats": lambda r: r.options["repeats"],
    "requests": lambda r: f"{sum(each.requests for each in r.cells):,}",
    "samples": lambda r: sum(len(c.load) + len(c.after) for c in r.cells),
    "last": lambda r: f"{r.options['after'][-1]:g}",
    "left": lambda r: max(c.after[-1][IDLE] for c in r.tried),
    "left-out": lambda r: max(c.after[-1]["checked_out"] for c in r.tried),
    "most": lambda r: max(c.largest(ALL) for c in r.tried if c.workers == WORKERS),
    "most-idle": lambda r: max(c.largest(IDLE) for c in r.tried if c.workers == WORKERS),
    "at-rest": lambda r: max(c.after[-1][ALL] for c in r.tried if c.workers == WORKERS),
    "idle-samples": lambda r: sum(s[IDLE] > 0 for c in r.tried for s in (*c.load, *c.after)),
    "idle-alone": lambda r: sum(
        s[IDLE] > 0 and s["in_flight"] == 0 for c in r.tried for s in (*c.load, *c.after)
    ),
    "control": lambda r: span(c.after[-1][IDLE] for c in r.repeats(CONTROL, "held")),
}
"""The values that a sentence may use."""


class Value(RefusingRole):
    """``{measured}`most```: a value of the load experiment."""

    def draw(self) -> list[nodes.Node]:
        """The value."""
        if self.text not in VALUES:
            raise BadEvidence(f"{self.text!r} is no value of the load experiment")
        value = VALUES[self.text](Record(self.env))
        return [nodes.inline(self.rawtext, str(value), classes=["lb-seen"])]


def setup(app: Sphinx) -> None:
    """Register both."""
    app.add_directive("lab", Lab)
    app.add_role("measured", Value())
