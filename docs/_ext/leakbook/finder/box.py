"""The box to paste an error into, and the tables of texts beneath it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from harness.record.examples import BadExample
from leakbook.finder import texts
from leakbook.finder.table import FOLDER, Symptom, path_name, table
from leakbook.refusing import RefusingDirective

INDEX = "finder-index.js"
HEADS = ("What you see", "What it means", "Causes")
WIDTHS = (45, 40, 15)


class Symptoms(RefusingDirective):
    """``{symptoms} group``: the rows of one group."""

    def draw(self) -> list[nodes.Node]:
        """A table: what you see, what it means, how many causes are told apart."""
        group = self.arguments[0]
        path = Path(self.config.leakbook_symptoms)
        self.env.note_dependency(str(path))
        rows = [each for each in table(path) if each.group == group]
        if not rows:
            raise BadExample(f"{path_name()}: has no group {group!r}")
        body = nodes.tbody("", *(self.row(each) for each in rows))
        cells = [nodes.entry("", nodes.paragraph("", name)) for name in HEADS]
        columns = [nodes.colspec(colwidth=width) for width in WIDTHS]
        head = nodes.thead("", nodes.row("", *cells))
        tgroup = nodes.tgroup("", *columns, head, body, cols=len(HEADS))
        return [nodes.table("", tgroup, classes=["lb-symptoms", "colwidths-auto"])]

    def row(self, row: Symptom) -> nodes.row:
        """One row; an error text is code, a description is prose."""
        means, _ = self.parse_inline(row.means)
        said = nodes.paragraph("", "", link(row, nodes.Text(row.title), self.env.docname))
        first = said if row.is_silent else self.seen(row)
        cells = [first, nodes.paragraph("", "", *means), self.count(row)]
        return nodes.row("", *(nodes.entry("", cell) for cell in cells))

    def seen(self, row: Symptom) -> nodes.paragraph:
        """The text, which leads to its page, and whether a run of ours has produced it."""
        if row.recorded:
            self.example(row.recorded.split()[0])
        found = texts.recorded(self.config, row.recorded) if row.recorded else row.text
        text = nodes.literal("", texts.first_line(found))
        made = nodes.paragraph("", "", link(row, text, self.env.docname))
        if row.source:
            source = nodes.reference("", "known text", refuri=row.source)
            made += [nodes.Text(" "), nodes.inline("", "", source, classes=["lb-known"])]
        return made

    def count(self, row: Symptom) -> nodes.paragraph:
        """The one cause by its name, or how many there are."""
        many = f"{len(row.causes)} causes told apart"
        return nodes.paragraph("", row.causes[0].name if len(row.causes) == 1 else many)


def link(row: Symptom, said: nodes.Node, page: str) -> pending_xref:
    """A link to the page of a text, under these words."""
    about = {"refdomain": "leak", "reftype": "example", "reftarget": row.docname, "refdoc": page}
    return pending_xref("", nodes.inline("", "", said), refexplicit=True, refwarn=True, **about)


class FinderNode(nodes.General, nodes.Element):
    """The box to paste an error into."""


class ShowFinder(SphinxDirective):
    """``{finder}``: the box; on any page but the symptoms' own it leads there."""

    def run(self) -> list[nodes.Node]:
        """The node."""
        return [FinderNode("", number=self.env.new_serialno("finder") + 1)]


def visit_finder(self: Any, node: FinderNode) -> None:
    """A form that works offline; without a script its button leads to the tables."""
    page = self.builder.current_docname
    home = self.builder.get_relative_uri(page, FOLDER) or f"{FOLDER}.html"
    to_root = "../" * page.count("/")
    name = f"finder-{node['number']}"
    results = '<p role="status"></p><ol></ol>' if page == FOLDER else ""
    self.body.append(
        f'<form class="lb-finder" action="{home}" role="search" aria-label="Paste your error"'
        f' data-base="{to_root}" data-index="{to_root}{INDEX}"><label for="{name}">Paste your'
        f" error or a whole traceback, or say what you see</label>"
        f'<textarea id="{name}" rows="3" spellcheck="false"'
        ' autocomplete="off" autocapitalize="off"></textarea><div><button>Find the cause</button>'
        f"<small>Nothing leaves your browser.</small></div>{results}</form>\n"
    )
    raise nodes.SkipNode


def skip(self: Any, node: nodes.Node) -> None:
    """A box is nothing outside of HTML."""
    raise nodes.SkipNode


def load_script(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any
) -> None:
    """Only a page with the box loads its script."""
    if doctree is not None and any(doctree.findall(FinderNode)):
        app.add_js_file("finder-rank.js", loading_method="defer")
        app.add_js_file("finder.js", loading_method="defer")


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("symptoms", Symptoms)
    app.add_directive("finder", ShowFinder)
    app.add_node(FinderNode, html=(visit_finder, None), text=(skip, None))
    app.connect("html-page-context", load_script)
