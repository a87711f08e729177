"""The headings of the pages, for those who describe what they see: a heading states a fact."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from leakbook.finder.table import FOLDER
from leakbook.nodes import Drawn

DULL = {"Sources", "Check yourself", "How to run it", "Traps"}
SILENT = {"404", FOLDER, "verified", "index", "how-to-write-an-example", "lab"}

Section = tuple[str, str]
"""Anchor and heading of a section."""


def of(env: BuildEnvironment) -> dict[str, list[Section]]:
    """For each page its sections."""
    found: dict[str, list[Section]] = vars(env).setdefault("leakbook_prose", {})
    return found


def note(app: Sphinx, document: nodes.document) -> None:
    """Remember a page's headings; the texts' own pages are in the index by their rows."""
    page = app.env.docname
    if page not in SILENT and not page.startswith(f"{FOLDER}/"):
        of(app.env)[page] = list(sections(document))


def sections(document: nodes.document) -> Iterator[Section]:
    """The sections that say something."""
    for section in document.findall(nodes.section):
        heading, top = section[0].astext(), isinstance(section.parent, nodes.document)
        if heading not in DULL and tells(section):
            yield "" if top else section["ids"][0], heading


def tells(section: nodes.Node) -> bool:
    """Whether the section has a paragraph or an example of its own."""
    own = [child for child in section.children if not isinstance(child, nodes.section)]
    said = (node for child in own for node in child.findall(nodes.paragraph) if node.astext())
    shown = (node for child in own for node in child.findall(Drawn))
    return any(True for _ in said) or any(True for _ in shown)


def purge(app: Sphinx, env: BuildEnvironment, page: str) -> None:
    """Forget a page."""
    of(env).pop(page, None)


def merge(app: Sphinx, env: BuildEnvironment, pages: list[str], other: BuildEnvironment) -> None:
    """Take over what another process read."""
    of(env).update({page: here for page, here in of(other).items() if page in pages})


def setup(app: Sphinx) -> None:
    """Follow what pages say."""
    app.connect("doctree-read", note)
    app.connect("env-purge-doc", purge)
    app.connect("env-merge-info", merge)
