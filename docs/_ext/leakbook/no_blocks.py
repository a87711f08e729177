"""No page has a block of its own, in whatever language: what it shows is a file that was run."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from leakbook.refusing import refuse

SENTENCE = (
    "a block of this page is never run; move it to a file that is (of an example, or a command of"
    " harness/lab/commands) and show that"
)

DIRECTIVES = (
    *("code", "code-block", "sourcecode", "code-cell", "literalinclude", "ipython"),
    *("parsed-literal", "productionlist", "prompt", "highlight"),
    *("doctest", "testcode", "testsetup", "testcleanup", "testoutput"),
)
"""Directives of docutils, of Sphinx and of notebooks that would put a block into a page."""

LISTING = re.compile(r"<(pre|code|samp|kbd|textarea|script)\b", re.IGNORECASE)
"""HTML of a page's own that would show a block all the same."""


def is_block(node: nodes.Element) -> bool:
    """Whether a node is a block that no file stands behind."""
    if isinstance(node, nodes.block_quote):  # in Markdown, what ">>>" alone makes
        return all(
            isinstance(each, nodes.block_quote) for each in (node.parent, node.parent.parent)
        )
    if isinstance(node, nodes.raw):
        return LISTING.search(node.astext()) is not None
    return not node.get("ours")


def check_page(app: Sphinx, document: nodes.document) -> None:
    """Refuse every block that does not come from a file."""
    kinds = (nodes.literal_block, nodes.doctest_block, nodes.block_quote, nodes.raw)
    for node in document.findall(nodes.Element):
        if isinstance(node, kinds) and is_block(node):
            refuse(app.env, SENTENCE, location=node, page=app.env.docname)


class Refused(SphinxDirective):
    """A directive of other books that would put a block into a page."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Refuse it."""
        refuse(self.env, SENTENCE, self.get_location(), self.env.docname)
        return []


def setup(app: Sphinx) -> None:
    """Look at every page after it was read."""
    for name in DIRECTIVES:
        app.add_directive(name, Refused, override=True)
    app.connect("doctree-read", check_page)
