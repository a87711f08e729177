"""What the panel of one example is made of: ordinary nodes, and four that HTML draws itself."""

from __future__ import annotations

from docutils import nodes

from harness.record.evidence import Record
from harness.record.examples import Example
from harness.record.finding import Verdict
from harness.record.readings import Outcome
from leakbook import words
from leakbook.nodes import Drawn, Folded, Panel, box, code_block, paragraph
from leakbook.panel import sessions
from leakbook.panel.faults import faults


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
        *(part for record in panel.records.values() for part in faults(record)),
        calls(example),
        Drawn("", draw="links", panel=panel),
        paragraph("; ".join(words.provenance(list(panel.records.values()))) + ".", "lb-provenance"),
    )


def pair(panel: Panel) -> nodes.Node:
    """The files and their verdicts, for a page that lists several causes."""
    return box(
        "lb-panel",
        verdicts(panel),
        Drawn("", *listings(panel), draw="tabs", panel=panel),
        Drawn("", draw="links", panel=panel),
    )


def verdicts(panel: Panel) -> nodes.Element:
    """One sentence for each variant."""
    items = [
        nodes.list_item("", paragraph(words.verdict(each)), classes=[words.tone(each)])
        for each in panel.records.values()
    ]
    return nodes.bullet_list("", *items, classes=["lb-verdicts"])


def listings(panel: Panel) -> list[nodes.Node]:
    """The files as plain blocks."""
    made: list[nodes.Node] = []
    for name, source in panel.sources.items():
        made += [paragraph(f"`{name}`"), code_block(source, "python")]
    return made


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
        made += [paragraph(said, "lb-note"), code_block(line, "python")]
    if record.finding.verdict is Verdict.REFCOUNT or record.readings.warnings:
        said = "Python warned:" if record.readings.warnings else "Python gave no warning."
        made.append(paragraph(f"`{record.variant}.py`: {said}", "lb-note"))
        made += [code_block(warning, "text") for warning in record.readings.warnings[:1]]
    if told := words.afterwards(record):
        made.append(paragraph(told, "lb-note"))
    return [box("lb-notes", *made)] if made else []


def seen_by(who: str, outcome: Outcome, variant: str) -> list[nodes.Node]:
    """How a call ended, with the recorded text or line."""
    if outcome.kind == "waits":
        said, shown = f"{who} waits here:", code_block(words.own_line(outcome, variant), "python")
    else:
        said, shown = (
            f"{who} gets `{outcome.error}`:",
            code_block(outcome.text or outcome.error, "text"),
        )
    return [paragraph(said, "lb-note"), shown]


def calls(example: Example) -> nodes.Node:
    """What was done to each variant: the claim is that it was the same."""
    source = (example.folder / "scenario.py").read_text(encoding="utf-8")
    said = paragraph("The calls, the gauge and the promises, one `scenario.py` for all variants:")
    listing = code_block(source, "python")
    return Folded("", said, listing, summary="How it was run", classes=["lb-session", "lb-run"])


def session(example: Example, place: str) -> list[nodes.Node]:
    """The session under a line of its own."""
    blocks = sessions.blocks(example, place)
    return [Folded("", *blocks, summary="Try it in a Python shell", classes=["lb-session"])]
