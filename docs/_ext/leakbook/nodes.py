"""The nodes of this book: ordinary ones in its own words, and those that HTML draws itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes

from harness.record import evidence
from harness.record.evidence import Record
from harness.record.examples import Example

MARKED = re.compile(r"(``.+?``|`.+?`|\*\*.+?\*\*)")
"""Code and verdicts within a sentence of ours."""


@dataclass(frozen=True)
class Panel:
    """All that a panel shows, in plain data that a page's pickle can keep."""

    id: str
    name: str
    situation: str
    sources: dict[str, str]
    records: dict[str, Record]
    further: tuple[str, ...]


class VerdictWord(nodes.strong):
    """A verdict's name; in HTML a link to its definition."""


class Label(nodes.inline):
    """The name of a column inside a cell, for a screen that is too narrow for the head."""


class Drawn(nodes.General, nodes.Element):
    """A part that HTML draws from ``panel``; elsewhere its children stand for it."""


class Folded(nodes.General, nodes.Element):
    """A part that HTML opens on demand, under its ``summary``."""


def panel_of(example: Example, build: Path, number: int) -> Panel:
    """Read the files and the records of an example; `BadEvidence` if a record is not fit."""
    records = {variant: evidence.load(example, variant, build) for variant in example.variants}
    return replace(unrecorded(example, number), records=records)


def unrecorded(example: Example, number: int) -> Panel:
    """Read the files of an example alone."""
    variants = [f"{variant}.py" for variant in example.variants]
    return Panel(
        f"example-{number}",
        example.name,
        example.situation,
        {name: (example.folder / name).read_text(encoding="utf-8") for name in variants},
        {},
        tuple(path.name for path in example.files() if path.name not in variants),
    )


def of_node(node: Any) -> Panel:
    """The panel that a drawn node belongs to."""
    panel: Panel = node["panel"]
    return panel


def box(name: str, *children: nodes.Node) -> nodes.Element:
    """A plain container."""
    return nodes.container("", *children, classes=[name])


def paragraph(text: str, *classes: str) -> nodes.paragraph:
    """A paragraph of our own words, with code and verdicts marked."""
    return nodes.paragraph("", "", *prose(text), classes=list(classes))


def code_block(text: str, language: str) -> nodes.literal_block:
    """A block that the check for code in pages knows as ours."""
    return nodes.literal_block(text, text, language=language, ours=True)


def prose(text: str) -> list[nodes.Node]:
    """Our own words with `` `code` `` and ``**verdict**`` as nodes."""
    return [node_for(part) for part in MARKED.split(text) if part]


def node_for(part: str) -> nodes.Node:
    """The node for one part of a sentence."""
    inner = part.strip("`*")
    if part.startswith("**"):
        return VerdictWord("", inner)
    return nodes.literal("", inner) if part.startswith("`") else nodes.Text(part)


def prose_html(text: str) -> str:
    """The same as HTML, for parts that are drawn without nodes."""
    tags = {"`": "code", "*": "strong"}
    return "".join(
        f"<{tag}>{escape(part.strip('`*'))}</{tag}>" if (tag := tags.get(part[0])) else escape(part)
        for part in MARKED.split(text)
        if part
    )
