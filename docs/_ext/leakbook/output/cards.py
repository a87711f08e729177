"""Tables that are too wide for a phone: there each row is a card, and each cell says its column."""

from __future__ import annotations

from statistics import fmean
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from leakbook.nodes import Label

NARROW, SENTENCES = 46, 120
"""Letters of a row, on average, that a phone shows beside each other; and for a table of
measurements, whose short words scroll under a first column that stays."""


class Cards(SphinxPostTransform):
    """Write each column's name into its cells; the style sheet shows it on a phone alone."""

    formats = ("html",)
    default_priority = 505  # before Furo puts tables into boxes

    def run(self, **kwargs: Any) -> None:
        """Treat the tables that need it."""
        for table in list(self.document.findall(nodes.table)):
            if "lb-symptoms" not in table["classes"] and is_wide(table):
                table["classes"].append("lb-cards")
                label(table)


def is_wide(table: nodes.table) -> bool:
    """Whether its rows are too long for a phone, cell beside cell."""
    rows, measured = body(table), "lb-measured" in table["classes"]
    if not rows or any("morecols" in entry for row in rows for entry in row.findall(nodes.entry)):
        return False
    return fmean(len(row.astext()) for row in rows) > (SENTENCES if measured else NARROW)


def body(table: nodes.table) -> list[nodes.row]:
    """The rows below the head."""
    return [row for part in table.findall(nodes.tbody) for row in part.findall(nodes.row)]


def label(table: nodes.table) -> None:
    """Put the head's words before each cell but the first of a row, which is the card's title."""
    head = next(iter(table.findall(nodes.thead)), None)
    names = [entry.astext().strip() for entry in head.findall(nodes.entry)] if head else []
    for row in body(table):
        for name, entry in list(zip(names, row.children, strict=False))[1:]:
            if name and entry.astext().strip():
                first = next(iter(entry.findall(nodes.paragraph)), None)
                if first is not None:
                    first.insert(0, Label("", f"{name}: "))


def setup(app: Sphinx) -> None:
    """Treat every page's tables."""
    app.add_post_transform(Cards)
