"""What the panel of one example is made of: ordinary nodes, and some that HTML draws itself."""

from __future__ import annotations

from docutils import nodes

from harness.record.evidence import Record
from harness.record.examples import Example
from harness.record.finding import Verdict
from harness.record.readings import Outcome
from leakbook import tones, words
from leakbook.nodes import Drawn, Folded, Panel, box, code_block, paragraph
from leakbook.panel import sessions
from leakbook.panel.faults import faults, stood
from leakbook.refusing import PENDING


def draw(example: Example, panel: Panel, place: str) -> nodes.Node:
    """The whole panel: the case, the verdicts, the files, the run, and the evidence folded."""
    return box(
        "lb-panel",
        head(panel),
        verdicts(panel),
        Drawn("", *listings(panel), draw="tabs", panel=panel),
        Drawn("", draw="chart", panel=panel),
        Drawn("", draw="steps", panel=panel),
        evidence(example, panel, place),
    )


def pair(panel: Panel) -> nodes.Node:
    """The files and their verdicts, for a page that lists several causes."""
    return box(
        "lb-panel",
        head(panel),
        verdicts(panel),
        Drawn("", *listings(panel), draw="tabs", panel=panel),
        Drawn("", draw="links", panel=panel),
    )


def pending(panel: Panel) -> nodes.Node:
    """The files, while there is no evidence of them."""
    return box(
        "lb-panel",
        paragraph(panel.situation),
        paragraph(PENDING, "lb-pending"),
        Drawn("", *listings(panel), draw="tabs", panel=panel),
        Drawn("", draw="links", panel=panel),
    )


def head(panel: Panel) -> nodes.Node:
    """The case in words, with what it was run on, when, and a link to this very panel."""
    return Drawn("", nodes.paragraph("", panel.situation), draw="head", panel=panel)


def verdicts(panel: Panel) -> nodes.Element:
    """One sentence for each variant."""
    items = [
        nodes.list_item("", paragraph(words.verdict(each)), classes=[tones.of_record(each).value])
        for each in panel.records.values()
    ]
    return nodes.bullet_list("", *items, classes=["lb-verdicts"])


def listings(panel: Panel) -> list[nodes.Node]:
    """The files as plain blocks."""
    made: list[nodes.Node] = []
    for name, source in panel.sources.items():
        made += [paragraph(f"`{name}`"), code_block(source, "python")]
    return made


def evidence(example: Example, panel: Panel, place: str) -> nodes.Node:
    """All that was recorded, under one line; the line says what the fixes stand."""
    records = list(panel.records.values())
    parts = [
        *(note for record in records for note in notes(record)),
        Drawn("", draw="numbers", panel=panel),
        *(part for record in records for part in faults(record)),
        *(session(example, place) if example.session else []),
        calls(example),
        Drawn("", draw="links", panel=panel),
        paragraph("; ".join(words.provenance(records)) + ".", "lb-provenance"),
    ]
    told = stood(records) or "the numbers, the calls, the files"
    return Folded("", *parts, summary=f"Evidence: {told}", classes=["lb-session", "lb-evidence"])


def notes(record: Record) -> list[nodes.Node]:
    """What the record tells beyond its numbers: the next caller, the stuck, the warnings."""
    made: list[nodes.Node] = []
    outcome, crowd = words.next_outcome(record), record.readings.crowd
    if outcome.word != "served":
        who = f"{words.who(record).capitalize()} of `{record.variant}.py`"
        made += seen_by(who, outcome, record.variant)
    stuck = {words.own_line(each, record.variant) for each in crowd.stuck} if crowd else set()
    if outcome.kind == "waits":  # the same line once
        stuck.discard(words.own_line(outcome, record.variant))
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
    said = paragraph("How it was run: one `scenario.py` for all versions.", "lb-note")
    return box("lb-run", said, code_block(source, "python"))


def session(example: Example, place: str) -> list[nodes.Node]:
    """The session under a line of its own."""
    said = paragraph("Try it in a Python shell:", "lb-note")
    return [box("lb-try", said, *sessions.blocks(example, place))]
