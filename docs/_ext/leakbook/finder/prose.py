"""What the pages say, section by section, for those who describe what they see."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from leakbook.finder.table import FOLDER
from leakbook.nodes import Drawn

LEAD = 110
"""So many characters of a section are shown with an answer."""

RARE, FEW = 0.1, 4
"""Of the other words those in at most this part of the sections, and so many of them."""

WORD = re.compile(r"[A-Za-z_][A-Za-z_']+")
DULL = {"Sources", "Check yourself", "How to run it", "Traps"}
SILENT = {"404", FOLDER, "verified", "index"}

Section = tuple[str, str, str, str]
"""Anchor, heading, lead, and the other words of a section."""


def of(env: BuildEnvironment) -> dict[str, list[Section]]:
    """For each page its sections."""
    found: dict[str, list[Section]] = vars(env).setdefault("leakbook_prose", {})
    return found


def note(app: Sphinx, document: nodes.document) -> None:
    """Remember what a page says; the texts' own pages are in the index by their rows."""
    page = app.env.docname
    if page not in SILENT and not page.startswith(f"{FOLDER}/"):
        of(app.env)[page] = list(sections(document))


def sections(document: nodes.document) -> Iterator[Section]:
    """The sections that say something."""
    for section in document.findall(nodes.section):
        heading, top = section[0].astext(), isinstance(section.parent, nodes.document)
        said = [" ".join(text.split()) for text in told(section)]
        if heading in DULL or not said:
            continue
        lead = shortened(said[0].removeprefix("The answer. "))
        known = words_of(f"{heading} {lead}")
        rest = dict.fromkeys(words_of(" ".join(said)))
        others = " ".join(word for word in rest if word not in known)
        yield "" if top else section["ids"][0], heading, lead, others


def told(section: nodes.Node) -> Iterator[str]:
    """The paragraphs of a section itself, and what its examples are about."""
    for child in section.children:
        if isinstance(child, nodes.section):
            continue
        for node in child.findall(nodes.paragraph):
            if not inside_panel(node) and node.astext().strip():
                yield node.astext()
        for drawn in child.findall(Drawn):
            if drawn["draw"] == "chart":
                yield drawn["panel"].situation


def inside_panel(node: nodes.Node) -> bool:
    """Whether a paragraph belongs to a panel, which says the same of every example."""
    while node.parent is not None:
        node = node.parent
        if isinstance(node, Drawn) or "lb-panel" in node.get("classes", []):
            return True
    return False


def words_of(text: str) -> list[str]:
    """The words, in lower case."""
    return [word.lower() for word in WORD.findall(text)]


def shortened(text: str) -> str:
    """The first sentences, as many as are shown."""
    if len(text) <= LEAD:
        return text
    ends = [end.start() + 1 for end in re.finditer(r"[.?:](?= )", text) if end.start() < LEAD]
    return text[: ends[-1]] if ends else text[:LEAD].rpartition(" ")[0] + " …"


def telling(found: list[Section]) -> list[Section]:
    """The sections with few of their other words, the most telling: an index is small."""
    counts = Counter(word for *_, rest in found for word in rest.split())
    most = max(2, RARE * len(found))
    return [
        (anchor, heading, lead, " ".join(sorted(few(rest.split(), counts, most))))
        for anchor, heading, lead, rest in found
    ]


def few(words: list[str], counts: Counter[str], most: float) -> list[str]:
    """The rarest that are in more than one section, and then those of this one alone."""
    fit = [word for word in words if len(word) > 3 and counts[word] <= most]
    return sorted(fit, key=lambda word: (counts[word] == 1, counts[word]))[:FEW]


def purge(app: Sphinx, env: BuildEnvironment, page: str) -> None:
    """Forget a page."""
    of(env).pop(page, None)


def merge(app: Sphinx, env: BuildEnvironment, pages: list[str], other: Any) -> None:
    """Take over what another process read."""
    of(env).update({page: here for page, here in of(other).items() if page in pages})


def setup(app: Sphinx) -> None:
    """Follow what pages say."""
    app.connect("doctree-read", note)
    app.connect("env-purge-doc", purge)
    app.connect("env-merge-info", merge)
