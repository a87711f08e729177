"""Refusals: one sentence each, and the build goes on to find the rest, then fails.

A draft (``-D leakbook_draft=1``) is built while the book is still being verified: there, what
is missing is no fault yet, and its place is marked.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

from harness.record.evidence import BadEvidence, Missing
from harness.record.examples import BadExample, Example, all_examples
from leakbook import domain
from leakbook.nodes import box, paragraph

logger = logging.getLogger(__name__)


PENDING = "Being verified: what was recorded is shown here as soon as the run has ended."
"""What a draft says in place of evidence."""


def refuse(env: BuildEnvironment, sentence: str, location: Any = None, page: str = "") -> None:
    """Refuse something in one sentence, once on each page."""
    refused = domain.of(env).of("refused", page)
    if sentence not in refused:
        refused[sentence] = True
        logger.warning(sentence, location=location, type="leakbook")


class RefusingDirective(SphinxDirective):
    """A directive that draws from examples and records, or refuses."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Draw what is asked for, or refuse."""
        return drawn(self, self.draw)

    def draw(self) -> list[nodes.Node]:
        """The nodes; raises `BadExample` or `BadEvidence`."""
        raise NotImplementedError

    def pending(self) -> list[nodes.Node]:
        """What stands here in a draft until the evidence is in."""
        return [box("lb-panel", paragraph(PENDING, "lb-pending"))]

    def example(self, name: str) -> Example:
        """The example of that name, noted as shown here."""
        return domain.example_for_page(self.env, name)


class RefusingRole(SphinxRole):
    """A role that puts a recorded value into a sentence, or refuses."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Say what is asked for, or refuse."""
        return drawn(self, self.draw), []

    def draw(self) -> list[nodes.Node]:
        """The nodes; raises `BadExample` or `BadEvidence`."""
        raise NotImplementedError

    def pending(self) -> list[nodes.Node]:
        """What stands here in a draft until the evidence is in."""
        return [nodes.inline("", "…", classes=["lb-pending"])]


def drawn(
    asking: RefusingDirective | RefusingRole, draw: Callable[[], list[nodes.Node]]
) -> list[nodes.Node]:
    """What is drawn; nothing, and a sentence, where it cannot be."""
    try:
        return draw()
    except Missing as error:
        if asking.config.leakbook_draft:
            return asking.pending()
        refuse(asking.env, str(error), asking.get_location(), asking.env.docname)
        return []
    except (BadExample, BadEvidence) as error:
        refuse(asking.env, str(error), asking.get_location(), asking.env.docname)
        return []


def dangling(app: Sphinx, among: Domain | None, node: pending_xref) -> bool | None:
    """Refuse a link to what no page shows."""
    if node["refdomain"] != domain.LeakDomain.name:
        return None
    sentence = f"{node['reftarget']!r} is no page and on no page"
    refuse(app.env, sentence, location=node, page=node["refdoc"])
    return True


def check_whole(app: Sphinx, env: BuildEnvironment) -> None:
    """Refuse what only the whole book shows: stray files, orphan examples, empty guides."""
    book = domain.of(env)
    book.data["refused"].pop("", None)
    try:
        names = [example.name for example in all_examples(Path(app.config.leakbook_examples))]
    except BadExample as error:
        refuse(env, str(error))
        names = []
    for name in names:
        if name not in book.examples:
            refuse(env, f"examples/{name}: is on no page; show it with {{example}} or remove it")
    for page in sorted(env.found_docs):
        if page.startswith("guides/") and not book.data["shown"].get(page):
            refuse(env, "this guide names no example; show one with {example}", location=page)


def fail(app: Sphinx, error: Exception | None) -> None:
    """Let the build fail for any refusal, with and without ``-W``."""
    if any(domain.of(app.env).data["refused"].values()):
        app.statuscode = 1


def setup(app: Sphinx) -> None:
    """Look at each link and at the whole."""
    app.add_config_value("leakbook_draft", False, "env", bool)
    app.connect("warn-missing-reference", dangling)
    app.connect("env-updated", check_whole)
    app.connect("build-finished", fail)
