"""What the panel of one example is made of: ordinary nodes, and four that HTML draws itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docutils import nodes

from harness.record import evidence
from harness.record.evidence import Record
from harness.record.examples import Example
from harness.record.finding import Verdict
from harness.record.readings import Outcome
from leakbook import sessions, words


@dataclass(frozen=True)
class Panel:
    """All that a panel shows, in plain data that a page's pickle can keep."""

    id: str
    name: str
    situation: str
    sources: dict[str, str]
    records: dict[str, Record]
    further: tuple[str, ...]


class Drawn(nodes.General, nodes.Element):
    """A part that HTML draws from ``panel``; elsewhere its children stand for it."""


class Folded(nodes.General, nodes.Element):
    """A part that HTML opens on demand, under its ``summary``."""


def panel_of(example: Example, build: Path, number: int) -> Panel:
    """Read the files and the records of an example; `BadEvidence` if a record is not fit."""
    variants = [f"{variant}.py" for variant in example.variants]
    return Panel(
        f"example-{number}",
        example.name,
        example.situation,
        {name: (example.folder / name).read_text(encoding="utf-8") for name in variants},
        {variant: evidence.load(example, variant, build) for variant in example.variants},
        tuple(path.name for path in example.files() if path.name not in [*variants, "scenario.py"]),
    )


def draw(example: Example, panel: Panel, place: str) -> nodes.Node:
    """The whole panel."""
    return box(
        "lb-panel",
        verdicts(panel),
        Drawn("", *listings(panel), draw="tabs", panel=panel),
        Drawn("", nodes.paragraph("", panel.situation), draw="chart", panel=panel),
        Drawn("", draw="steps", panel=panel),
        *(note for record in panel.records.values() for note in notes(record)),
        *(session(example, place) if example.session else []),
        Drawn("", draw="links", panel=panel),
        paragraph("; ".join(words.provenance(list(panel.records.values()))) + ".", "lb-provenance"),
    )


def box(name: str, *children: nodes.Node) -> nodes.Element:
    """A plain container."""
    return nodes.container("", *children, classes=[name])


def paragraph(text: str, *classes: str) -> nodes.paragraph:
    """A paragraph of our own words, with code and verdicts marked."""
    return nodes.paragraph("", "", *words.prose(text), classes=list(classes))


def verdicts(panel: Panel) -> nodes.Element:
    """One sentence for each variant."""
    items = [
        nodes.list_item("", paragraph(words.verdict(each)), classes=[tone(each)])
        for each in panel.records.values()
    ]
    return nodes.bullet_list("", *items, classes=["lb-verdicts"])


def tone(record: Record) -> str:
    """Whether units came back, as a class: it sets the mark beside the sentence."""
    good = record.finding.verdict in (Verdict.DRAINS, Verdict.LEVELS_OFF)
    return "lb-back" if good and record.finding.when_kept is record.finding.verdict else "lb-lost"


def listings(panel: Panel) -> list[nodes.Node]:
    """The files as plain blocks."""
    made: list[nodes.Node] = []
    for name, source in panel.sources.items():
        made += [paragraph(f"`{name}`"), code(source, "python")]
    return made


def code(text: str, language: str) -> nodes.literal_block:
    """A block that the check for code in pages knows as ours."""
    return nodes.literal_block(text, text, language=language, ours=True)


def notes(record: Record) -> list[nodes.Node]:
    """What the record tells beyond its numbers: the next caller, the stuck, the warnings."""
    made: list[nodes.Node] = []
    outcome, crowd = words.next_outcome(record), record.readings.crowd
    if outcome.word != "served":
        who = f"{words.who(record).capitalize()} of `{record.variant}.py`"
        made += seen_by(who, outcome, record.variant)
    stuck = {words.own_line(each, record.variant) for each in crowd.stuck} if crowd else set()
    for line in sorted(stuck):
        said = f"Callers of `{record.variant}.py` that never finish wait here:"
        made += [paragraph(said, "lb-note"), code(line, "python")]
    if record.finding.verdict is Verdict.REFCOUNT or record.readings.warnings:
        said = "Python warned:" if record.readings.warnings else "Python gave no warning."
        made.append(paragraph(f"`{record.variant}.py`: {said}", "lb-note"))
        made += [code(warning, "text") for warning in record.readings.warnings[:1]]
    if told := words.afterwards(record):
        made.append(paragraph(told, "lb-note"))
    return [box("lb-notes", *made)] if made else []


def seen_by(who: str, outcome: Outcome, variant: str) -> list[nodes.Node]:
    """How a call ended, with the recorded text or line."""
    if outcome.kind == "waits":
        said, shown = f"{who} waits here:", code(words.own_line(outcome, variant), "python")
    else:
        said, shown = f"{who} gets `{outcome.error}`:", code(outcome.text or outcome.error, "text")
    return [paragraph(said, "lb-note"), shown]


def session(example: Example, place: str) -> list[nodes.Node]:
    """The session under a line of its own."""
    blocks = sessions.blocks(example, place)
    return [Folded("", *blocks, summary="A session to paste", classes=["lb-session"])]


def of_node(node: Any) -> Panel:
    """The panel that a drawn node belongs to."""
    panel: Panel = node["panel"]
    return panel
