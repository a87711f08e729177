"""The words of the book: ``{terms}`` lists them, and a page links to each at its first use."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from harness.record.evidence import BadEvidence
from leakbook.nodes import paragraph
from leakbook.refusing import RefusingDirective

TABLE, PAGE = "terms.toml", "terms"
"""The table, beside the pages, and the page that shows it."""

ELSEWHERE = ("index", PAGE, "examples", "404", "verified", "symptoms")
"""Pages that link to no term: lists, and the page that defines the rest."""

CLOSED = (nodes.reference, nodes.literal, nodes.title, nodes.table, nodes.strong, nodes.term)
"""What a link may not stand in."""


@dataclass(frozen=True)
class Term:
    """A word, its meaning, and the phrases that lead to it."""

    name: str
    says: str
    phrases: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """Where the page of terms has it."""
        return nodes.make_id(f"term-{self.name}")

    @property
    def brief(self) -> str:
        """The first sentence."""
        return re.split(r"(?<=[.:]) ", self.says, maxsplit=1)[0]


def terms(source: Path) -> list[Term]:
    """The table; `BadEvidence` says which entry is wrong."""
    whole = tomllib.loads((source / TABLE).read_text(encoding="utf-8"))
    found = [Term(each["name"], each["says"], tuple(each["phrases"])) for each in whole["term"]]
    said: dict[str, str] = {}
    for term in found:
        for phrase in term.phrases:
            if phrase in said:
                raise BadEvidence(
                    f"docs/{TABLE}: {phrase!r} leads to {said[phrase]!r} and to {term.name!r}; "
                    "keep it at one of them"
                )
            said[phrase] = term.name
    return found


class Terms(RefusingDirective):
    """A definition for each word."""

    required_arguments = 0

    def draw(self) -> list[nodes.Node]:
        """Read the table; the page is read again when it changes."""
        source = Path(self.env.srcdir)
        self.env.note_dependency(str(source / TABLE))
        rows = [definition(term) for term in terms(source)]
        return [nodes.definition_list("", *rows, classes=["lb-list"])]


def definition(term: Term) -> nodes.Node:
    """A word with its anchor, and its meaning."""
    name = nodes.term("", term.name, ids=[term.anchor])
    return nodes.definition_list_item("", name, nodes.definition("", paragraph(term.says)))


class FirstUse(SphinxPostTransform):
    """Link each word where a page first uses it, in its own prose."""

    formats = ("html",)
    default_priority = 950  # when every other link stands

    def run(self, **kwargs: Any) -> None:
        """Go through the page once, from the top."""
        page = self.env.current_document.docname
        if page.partition("/")[0] in ELSEWHERE or PAGE not in self.env.found_docs:
            return
        here = self.env.app.builder.get_relative_uri(page, PAGE)
        waiting = {phrase: term for term in table(self.env) for phrase in term.phrases}
        for text in list(self.document.findall(nodes.Text)):
            while is_prose(text) and (found := pattern(waiting).search(text.astext())):
                term = waiting[found[0].lower()]
                waiting = {k: v for k, v in waiting.items() if v is not term}
                text = linked(text, found, term, here)


def table(env: BuildEnvironment) -> list[Term]:
    """The table, read once for each page."""
    return terms(Path(env.srcdir))


def pattern(waiting: dict[str, Term]) -> re.Pattern[str]:
    """Any of the phrases that have no link yet, the longest first."""
    phrases = sorted(map(re.escape, waiting), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(phrases) or '(?!)'})(?![\w-])", re.IGNORECASE)


def is_prose(text: nodes.Node) -> bool:
    """Whether a text is part of the page's own sentences."""
    node, inside = text.parent, False
    while node is not None and not isinstance(node, nodes.document):
        if isinstance(node, CLOSED) or "lb-panel" in node.get("classes", []):
            return False
        inside = inside or isinstance(node, nodes.paragraph)
        node = node.parent
    return inside


def linked(text: nodes.Text, found: re.Match[str], term: Term, page: str) -> nodes.Text:
    """Put the link in, and return the text after it."""
    whole = text.astext()
    uri = f"{page}#{term.anchor}"
    link = nodes.reference("", found[0], refuri=uri, internal=True, classes=["lb-term"])
    link["reftitle"] = term.brief
    rest = nodes.Text(whole[found.end() :])
    text.parent.replace(text, [nodes.Text(whole[: found.start()]), link, rest])
    return rest


def setup(app: Sphinx) -> None:
    """Register the list and the links."""
    app.add_directive("terms", Terms)
    app.add_post_transform(FirstUse)
