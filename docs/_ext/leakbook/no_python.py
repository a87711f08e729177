"""No page contains Python: code lives in examples, where it runs."""

from __future__ import annotations

import ast
import textwrap

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from leakbook.refusing import refuse

PYTHON = {"python", "python3", "py", "py3", "pycon", "pycon3", "ipython", "pytb", "py3tb"}
UNLABELLED = {"", "default", "none", "text", "guess", "pseudocode"}
TELLTALE = (
    ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.With,
    ast.AsyncWith, ast.For, ast.While, ast.Try, ast.Call, ast.Assign, ast.Await, ast.Raise,
)  # fmt: skip
"""What tells a program from a word or a number that happens to parse."""

SENTENCE = "Python in a page never runs; move it to a file under examples/ and show that"

DIRECTIVES = (
    *("code-cell", "literalinclude", "ipython"),
    *("doctest", "testcode", "testsetup", "testcleanup", "testoutput"),
)
"""Directives of Sphinx and of notebooks that would put code into a page."""


def is_program(text: str) -> bool:
    """Whether the text parses as Python and does something."""
    try:
        tree = ast.parse(textwrap.dedent(text))
    except (SyntaxError, ValueError):
        return False
    return any(isinstance(node, TELLTALE) for node in ast.walk(tree))


def is_python(node: nodes.Element) -> bool:
    """Whether a block holds Python, by its label or by its text."""
    if isinstance(node, nodes.block_quote):  # in Markdown, what ">>>" alone makes
        return all(
            isinstance(each, nodes.block_quote) for each in (node.parent, node.parent.parent)
        )
    language = str(node.get("language", "")).lower()
    text = node.astext()
    return (
        isinstance(node, nodes.doctest_block)
        or language in PYTHON
        or text.lstrip().startswith(">>>")
        or (language in UNLABELLED and is_program(text))
    )


def check_page(app: Sphinx, document: nodes.document) -> None:
    """Refuse every block of Python that does not come from an example."""
    kinds = (nodes.literal_block, nodes.doctest_block, nodes.block_quote)
    for node in document.findall(nodes.Element):
        if isinstance(node, kinds) and not node.get("ours") and is_python(node):
            refuse(app.env, SENTENCE, location=node, page=app.env.docname)


class Refused(SphinxDirective):
    """A directive of other books that would put code into a page."""

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
