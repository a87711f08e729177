"""Every example on one page: ``{catalogue}``, a table that a script can filter."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from harness.record import evidence
from harness.record.evidence import Record
from harness.record.examples import Example, all_examples
from leakbook import words
from leakbook.nodes import prose
from leakbook.refusing import RefusingDirective

HEAD = ("What happens", "Library", "Unit", "What the bug does", "The next caller")

COMMON = frozenset({"contextlib", "dataclasses", "functools", "os", "pathlib", "sys", "typing"})
"""Modules that half of the examples import: nobody looks for a leak in them."""

FILTERS = '<form class="lb-filters" role="search" aria-label="Filter the examples"></form>\n'
"""What the script fills; without one the table is whole."""


class CatalogueTable(nodes.table):
    """The table of all examples: its page loads the script that filters it."""


class Catalogue(RefusingDirective):
    """A row for each example, with a link to its panel."""

    required_arguments = 0

    def draw(self) -> list[nodes.Node]:
        """Read every record; the page is read again when one changes or an example comes."""
        examples = all_examples(Path(self.config.leakbook_examples))
        for folder in {example.folder.parent for example in examples}:
            self.env.note_dependency(str(folder))
        rows = [self.row(example) for example in examples]
        group = nodes.tgroup("", cols=len(HEAD))
        group += [nodes.colspec(colwidth=1) for _ in HEAD]
        group += nodes.thead("", nodes.row("", *(cell(nodes.Text(each)) for each in HEAD)))
        group += nodes.tbody("", *rows)
        table = CatalogueTable("", group, classes=["lb-catalogue"])
        return [nodes.raw("", FILTERS, format="html"), table]

    def row(self, example: Example) -> nodes.row:
        """What the first version of an example does."""
        build = Path(self.config.leakbook_evidence)
        variant = example.variants[0]
        self.env.note_dependency(str(evidence.path_of(example, variant, build)))
        record = evidence.load(example, variant, build)
        caller = words.next_outcome(record).word
        ends = nodes.literal("", caller) if caller[:1].isupper() else nodes.Text(caller)
        return nodes.row(
            "",
            nodes.entry("", case(example, self.env.docname)),
            cell(nodes.Text(", ".join(sorted(libraries(example, record), key=str.lower)))),
            cell(nodes.Text(record.readings.resource)),
            cell(*prose(f"**{words.shown(record.finding.verdict)}**")),
            cell(ends),
        )


def case(example: Example, page: str) -> nodes.paragraph:
    """The case in words as a link to its panel, and its name."""
    about = {"refdomain": "leak", "reftype": "panel", "reftarget": example.name, "refdoc": page}
    said = nodes.inline("", example.situation)
    link = addnodes.pending_xref("", said, refexplicit=True, refwarn=True, **about)
    name = nodes.inline("", example.name, classes=["lb-case-name"])
    return nodes.paragraph("", "", link, nodes.Text(" "), name)


def libraries(example: Example, record: Record) -> Iterator[str]:
    """The libraries that a reader would name: imported ones, and the server that was lent."""
    names = {name.partition(".")[0] for each in example.variants for name in example.imports(each)}
    known = {name for name in names if name in record.readings.versions}
    known |= {name for name in names - COMMON if name in sys.stdlib_module_names}
    yield from (words.TITLES.get(name, name) for name in known)
    if {"postgres", "small_postgres"} & set(record.readings.versions):
        yield "PostgreSQL"


def cell(*children: nodes.Node) -> nodes.entry:
    """A cell of one line."""
    return nodes.entry("", nodes.paragraph("", "", *children))


def load_script(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any
) -> None:
    """Only the page with the table loads its script."""
    if doctree and any(doctree.findall(CatalogueTable)):
        app.add_js_file("catalogue.js", loading_method="defer")


def visit(self: Any, node: CatalogueTable) -> None:
    """As any table."""
    self.visit_table(node)


def depart(self: Any, node: CatalogueTable) -> None:
    """As any table."""
    self.depart_table(node)


def setup(app: Sphinx) -> None:
    """Register the directive and its node."""
    app.add_directive("catalogue", Catalogue)
    app.add_node(CatalogueTable, html=(visit, depart), text=(visit, depart))
    app.connect("html-page-context", load_script)
