"""Sessions as doctests: ``sphinx-build -b doctest`` runs them where their files are."""

from __future__ import annotations

import ast
import os
import sys
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.ext.doctest import DocTestBuilder
from sphinx.util import logging

from harness.record.examples import Example

logger = logging.getLogger(__name__)
root = Path()
before: list[tuple[str, list[str]]] = []
places: dict[str, str] = {}
"""For each session the one place that runs it: an example may be on several pages."""

SETUP = "import leakbook.panel.sessions as _at\n_at.enter({name!r})\n"
CLEANUP = "_at.leave({name!r})\n"
SKIP = "__import__('leakbook.panel.sessions').panel.sessions.skipped({name!r}, {place!r})"


def enter(name: str) -> None:
    """Make an example's folder the place where its session runs."""
    folder = root / name
    before.append((os.getcwd(), list(sys.path)))
    sys.dont_write_bytecode = True
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    purge(name)


def leave(name: str) -> None:
    """Undo `enter`."""
    place, sys.path[:] = before.pop()
    os.chdir(place)
    purge(name)


def purge(name: str) -> None:
    """Forget the variants, which have the same names in every folder."""
    for variant in Example(root / name).variants:
        sys.modules.pop(variant, None)


def blocks(example: Example, place: str) -> list[nodes.Node]:
    """The session as a doctest in a group of its own, with its set-up and clean-up.

    ``place`` names this showing of it; one process runs a session once, because what the
    first run leaves (objects in a circle, a cached import) would be there in a second.
    """
    text = (example.folder / "session.txt").read_text(encoding="utf-8")
    made: list[nodes.Element] = [
        nodes.comment("", SETUP.format(name=example.name), testnodetype="testsetup"),
        nodes.literal_block(text, text, language="pycon", testnodetype="doctest", ours=True),
        nodes.comment("", CLEANUP.format(name=example.name), testnodetype="testcleanup"),
    ]
    for node in made:
        node.source, node.line = f"examples/{example.name}/session.txt", 1
        node["groups"] = [example.name]
        node["skipif"] = SKIP.format(name=example.name, place=place)
    return list(made)


def skipped(name: str, place: str) -> bool:
    """Whether a session does not run here: it has run elsewhere, or its server is missing."""
    unserved = needs_server(Example(root / name)) and "DATABASE_URL" not in os.environ
    return unserved or places.setdefault(name, place) != place


def needs_server(example: Example) -> bool:
    """Whether the scenario says that it needs a server; the scenario itself is not run."""
    calls = (node for node in ast.walk(example.tree("scenario")) if isinstance(node, ast.keyword))
    return any(keyword.arg == "needs" for keyword in calls)


def remember(app: Sphinx) -> None:
    """Know where the examples are."""
    global root
    places.clear()
    root = Path(app.config.leakbook_examples).resolve()


def ran_some(app: Sphinx, error: Exception | None) -> None:
    """Let a doctest build fail that ran nothing."""
    if isinstance(app.builder, DocTestBuilder) and error is None and not app.builder.total_tries:
        app.statuscode = 1
        logger.warning("the doctest build ran no test; show a session on a page", type="leakbook")


def setup(app: Sphinx) -> None:
    """Connect both."""
    app.connect("builder-inited", remember)
    app.connect("build-finished", ran_some)
