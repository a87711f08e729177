"""A page without what a reader never sees: marks without a colour, files that do nothing."""

from __future__ import annotations

import re
from typing import Any

from sphinx.application import Sphinx

PLAIN = re.compile(r'<span class="(?:n|p|w)">([^<]*)</span>')
"""Names, brackets and blanks: both styles of pygments give them the colour of plain text."""

ALIKE = re.compile(r'(<span class="\w{1,3}">)([^<]*)</span>((?:\1[^<]*</span>)+)')
"""Neighbours of one colour, such as a string and its quotes."""

UNUSED = ("_static/styles/furo-extensions.css",)
"""The looks of extensions that this book does not have."""

SEARCH = ("documentation_options.js", "doctools.js", "sphinx_highlight.js")
"""What only the page of search results needs."""


def slimmed(html: str) -> str:
    """The same to look at, in fewer bytes."""
    return ALIKE.sub(joined, PLAIN.sub(r"\1", html))


def joined(found: re.Match[str]) -> str:
    """One mark for all of them."""
    rest = found[3].replace(found[1], "").replace("</span>", "")
    return f"{found[1]}{found[2]}{rest}</span>"


def slim(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Take away what this page does not need."""
    if "body" in context:
        context["body"] = slimmed(context["body"])
    if app.config.html_theme == "furo":
        keep(context, "css_files", UNUSED)
        if page != "search":
            keep(context, "script_files", SEARCH)


def keep(context: dict[str, Any], kind: str, unwanted: tuple[str, ...]) -> None:
    """All but the unwanted files."""
    files = context.get(kind, [])
    context[kind] = [each for each in files if not str(each.filename).endswith(unwanted)]


def setup(app: Sphinx) -> None:
    """Act when every part has had its say."""
    app.connect("html-page-context", slim, priority=900)
