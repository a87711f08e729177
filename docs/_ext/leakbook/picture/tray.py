"""The tray: an example's readings as pictures to step through, both variants side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape
from itertools import zip_longest
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.typing import OptionSpec

from harness.record import evidence
from harness.record.evidence import Record
from harness.record.examples import BadExample
from harness.record.finding import amount
from leakbook import words
from leakbook.nodes import code_block
from leakbook.picture.frames import GLYPHS, LEGEND, Frame, frames
from leakbook.refusing import RefusingDirective

LARGEST = 16
"""A tray of more slots than this is no picture."""

FOLDER = "steps"
"""Where each tray has a page of its own."""

MOST = 12
"""More frames than this are a film: calls in the middle of the run are left out."""

NAMES = {
    "start": "Before the first call",
    "next": "The next caller",
    "dropped": "References dropped",
    "both": "References dropped, gc.collect() ran",
    "collected": "gc.collect() ran",
    "after_release": "The holder let go",
    "all in": "All stand",
    "one more": "One more caller meanwhile",
    "end": "At the end",
}
"""The names of steps that are no calls."""

ENDING = ("next", "dropped", "both", "collected", "after_release")
"""The readings after the last call."""

BUTTONS = (("restart", "Restart"), ("back", "Back"), ("play", "Play"), ("step", "Step"))
"""What a reader can do, and the words for it."""


@dataclass(frozen=True)
class Tray:
    """All that a tray shows: its variants, and the frames of each step."""

    id: str
    name: str
    unit: str
    size: int
    variants: tuple[str, ...]
    rows: tuple[tuple[Frame, ...], ...]
    plays: bool = False


class TrayNode(nodes.General, nodes.Element):
    """A tray; outside of HTML its children stand for it."""


class ShowTray(RefusingDirective):
    """``{tray} topic/case``: the tray of an example with a small capacity.

    With ``:plays:`` it begins by itself where motion is wanted, and shows the stage alone.
    """

    option_spec: ClassVar[OptionSpec] = {"plays": directives.flag}

    def draw(self) -> list[nodes.Node]:
        """Read the records and lay out their frames."""
        example, build = self.example(self.arguments[0]), Path(self.config.leakbook_evidence)
        records = [evidence.load(example, each, build) for each in chosen(example.variants)]
        tray = tray_of(records, f"tray-{self.env.new_serialno('tray') + 1}")
        tray = replace(tray, plays="plays" in self.options)
        return [TrayNode("", code_block(strip(tray), "text"), tray=tray)]


def chosen(variants: Iterable[str]) -> list[str]:
    """The variants that stand side by side: the buggy one and the first fixed one."""
    return sorted(variants, key=lambda each: each != "buggy")[:2]


def can_be_drawn(records: dict[str, Record]) -> bool:
    """Whether there is a tray of these records."""
    try:
        tray_of([records[each] for each in chosen(records)], "")
    except BadExample:
        return False
    return True


def tray_of(records: list[Record], name: str) -> Tray:
    """The tray of some records; `BadExample` if they are nothing to draw."""
    first, sizes = records[0], {each.readings.capacity or 0 for each in records}
    if len({each.readings.crowd is None for each in records}) > 1 or min(sizes) < 1:
        raise BadExample(f"examples/{first.example}: has no capacity to draw a tray of")
    if max(sizes) > LARGEST:
        raise BadExample(f"examples/{first.example}: its capacity is too large for a tray")
    return Tray(
        name, first.example, first.readings.resource, max(sizes),
        tuple(each.variant for each in records), tuple(shown(records, max(sizes))),
    )  # fmt: skip


def shown(records: list[Record], size: int) -> list[tuple[Frame, ...]]:
    """The full tray, and then what is shown of the run."""
    unit = records[0].readings.resource
    said = f"All {amount(size, unit)} are free." if size > 1 else f"The {unit} is free."
    return few([(Frame("start", 0, "f" * size, said),) * len(records), *rows(records)])


def few(rows: list[tuple[Frame, ...]]) -> list[tuple[Frame, ...]]:
    """At most a dozen rows: one call of each kind in halves, the others whole or left out."""
    if len(rows) <= MOST:
        return rows
    halves, kept = set[str](), []
    for row in rows:
        kind = row[0].at.partition(", ")[2]
        if not (kind.endswith("during") and kind in halves):
            kept.append(row)
        halves.add(kind)
    first, rest = kept[:5], kept[5:]
    left_out, last = rest[: 5 - MOST], rest[5 - MOST :]
    gone = len({call_of(row) for row in left_out} - {call_of(row) for row in first + last})
    if gone:
        said = f"{amount(gone, 'call')} not drawn. "
        last[0] = tuple(replace(each, text=said + each.text) for each in last[0])
    return first + last


def call_of(row: tuple[Frame, ...]) -> str:
    """The call that a row is of."""
    return row[0].at.partition(",")[0]


def rows(records: list[Record]) -> Iterator[tuple[Frame, ...]]:
    """For each step the frame of each variant."""
    kept = any(words.only_kept(each) for each in records)
    runs = [list(frames(each, kept)) for each in records]
    if records[0].readings.crowd is not None:
        yield from crowd_rows(runs)
        return
    shared = min(len(calls(run)) for run in runs)
    yield from zip(*(calls(run)[:shared] for run in runs), strict=True)
    ends = [ending(run, calls(run)[shared:]) for run in runs]
    waits = any(end[-1].out != end[-2].out for end in ends)
    alike = all(end[1].out == end[2].out for end in ends)
    for row in zip(*ends, strict=True):
        if alike and row[0].at == "collected":
            yield tuple(replace(each, at="both") for each in row)
        elif not (alike and row[0].at == "dropped") and (row[0].at != "after_release" or waits):
            yield row


def calls(run: list[Frame]) -> list[Frame]:
    """The frames of calls."""
    return [frame for frame in run if frame.at not in ENDING]


def ending(run: list[Frame], unseen: list[Frame]) -> list[Frame]:
    """The frames after the last call; calls that the other variant never came to are summed up."""
    last = [frame for frame in run if frame.at in ENDING]
    if unseen:
        most = max(frame.out for frame in unseen if frame.at.endswith("after"))
        later = f"After {amount(len(unseen) // 2, 'more call')} "
        later += f"up to {most} are out. " if most else "all are free. "
        last[0] = replace(last[0], text=later + last[0].text)
    return last


def crowd_rows(runs: list[list[Frame]]) -> Iterator[tuple[Frame, ...]]:
    """A crowd that came to a stop stands still until the end."""
    fill = "No further reading before the end."
    for inner in zip_longest(*(run[:-1] for run in runs)):
        at = next(frame.at for frame in inner if frame)
        yield tuple(
            frame or replace(run[-2], at=at, text=fill, who="")
            for frame, run in zip(inner, runs, strict=True)
        )
    yield tuple(run[-1] for run in runs)


def named(frame: Frame) -> str:
    """The name of a step."""
    if frame.at.startswith("through"):
        return f"{frame.at.split()[1]} let through"
    head, _, when = frame.at.rpartition(", ")
    return f"{head.capitalize()}: {when}" if head else NAMES[frame.at]


def glyphs(frame: Frame) -> str:
    """The tray as text."""
    return "".join(GLYPHS[letter] for letter in frame.slots)


def legend(tray: Tray) -> list[tuple[str, str]]:
    """The states of slots that this tray has, with their meaning."""
    seen = {letter for row in tray.rows for frame in row for letter in frame.slots}
    return [(letter, text) for letter, text in LEGEND.items() if letter in seen]


def strip(tray: Tray) -> str:
    """All frames as lines of text."""
    wide = max(len(named(row[0])) for row in tray.rows)
    columns = "   ".join(f"{each + '.py':<{tray.size}}" for each in tray.variants)
    lines = [f"{'':<{wide}}   {columns}".rstrip()]
    for row in tray.rows:
        trays = "   ".join(f"{glyphs(frame):<{max(tray.size, 8)}}" for frame in row)
        lines.append(f"{named(row[0]):<{wide}}   {trays}".rstrip())
    return "\n".join([*lines, "", *(f"{GLYPHS[each]} {text}" for each, text in legend(tray))])


def visit_tray(self: Any, node: TrayNode) -> None:
    """The tray as HTML has it."""
    self.body.append(drawn(node["tray"]))
    raise nodes.SkipNode


def drawn(tray: Tray) -> str:
    """The stage with a full tray, the controls, and every frame as a table."""
    start = 0
    counters = "".join(
        counter(tray, *each) for each in zip(tray.variants, tray.rows[start], strict=True)
    )
    return (
        f'<section class="lb-tray{" lb-plays" if tray.plays else ""}" id="{tray.id}"'
        f' aria-label="Tray of {tray.name}">'
        f'<div class="lb-stage" tabindex="0" role="group" aria-label="{how_to(tray)}">'
        f'<p class="lb-at"><span>{escape(named(tray.rows[start][0]))}</span>'
        f"<small>{start + 1} of {len(tray.rows)}</small></p>"
        f'<div class="lb-counters">{counters}</div></div>'
        f"{controls(tray, start)}{key(tray)}{table(tray)}</section>\n"
    )


def how_to(tray: Tray) -> str:
    """What the stage is, for those who cannot see it."""
    return f"{tray.name}, step by step: arrow keys step, space plays"


def counter(tray: Tray, variant: str, frame: Frame) -> str:
    """One variant's worker, tray and queue."""
    places = "".join(f'<i class="lb-{letter}"></i>' for letter in frame.slots)
    worker = f"lb-person lb-{frame.who or 'nobody'}"
    queue = '<b class="lb-person"></b>' * frame.queue
    free = sum(frame.slots.count(each) for each in "fr")
    return (
        f'<div class="lb-counter"><p class="lb-name"><code>{variant}.py</code></p>'
        f'<p class="lb-count" aria-hidden="true"><b class="lb-free">{free}</b>'
        f" of {tray.size} free</p>"
        f'<div class="lb-scene" aria-hidden="true"><b class="{worker}"></b>'
        f'<span class="lb-slots">{places}</span><span class="lb-queue">{queue}</span></div>'
        f'<p class="lb-said">{escape(frame.text)}</p></div>'
    )


def controls(tray: Tray, start: int) -> str:
    """Buttons and a timeline; hidden where there is no script to serve them."""
    buttons = "".join(
        f'<button type="button" value="{value}">{label}</button>' for value, label in BUTTONS
    )
    return (
        f'<div class="lb-bar">{buttons}<input type="range" min="0" max="{len(tray.rows) - 1}"'
        f' value="{start}" aria-label="Step" autocomplete="off">'
        '<p class="lb-hidden" role="status"></p></div>'
    )


def key(tray: Tray) -> str:
    """What the shapes mean."""
    items = "".join(f'<li><i class="lb-{each}"></i>{text}</li>' for each, text in legend(tray))
    return f'<ul class="lb-key">{items}</ul>'


def table(tray: Tray) -> str:
    """Every frame as recorded; the script takes its frames from here."""
    head = "".join(f'<th scope="col"><code>{each}.py</code></th>' for each in tray.variants)
    body = "".join(
        f'<tr><th scope="row">{escape(named(row[0]))}</th>{"".join(map(cell, row))}</tr>'
        for row in tray.rows
    )
    return (
        '<details class="lb-frames"><summary>Every step, as recorded</summary>'
        f'<div class="table-wrapper"><table><caption class="lb-hidden">{tray.name}: '
        f"{amount(None, tray.unit)} out</caption><thead><tr><td></td>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div></details>"
    )


def cell(frame: Frame) -> str:
    """One frame: the tray as text, and a sentence."""
    data = {"slots": frame.slots, "who": frame.who, "queue": frame.queue}
    given = "".join(f' data-{name}="{value}"' for name, value in data.items() if value)
    return (
        f'<td{given}><span class="lb-glyphs" aria-hidden="true">{glyphs(frame)}</span> '
        f"<span>{escape(frame.text)}</span></td>"
    )


def load_script(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any
) -> None:
    """Only a page with a tray loads its script."""
    if page.startswith(f"{FOLDER}/") or (doctree and any(doctree.findall(TrayNode))):
        app.add_js_file("tray.js", loading_method="defer")


def nothing(self: Any, node: nodes.Node) -> None:
    """Add nothing: the children speak."""


def setup(app: Sphinx) -> None:
    """Register the directive and its node."""
    app.add_directive("tray", ShowTray)
    app.add_node(TrayNode, html=(visit_tray, None), text=(nothing, nothing))
    app.connect("html-page-context", load_script)
