"""What the theme does that a page of this book must not: put right in the HTML that it gives.

axe asks for names, levels and blocks that take the focus; the policy in ``base.html`` forbids
a style inside a tag.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

REPAIRS = {
    ' style="display: none;"': ' display="none"',
    ' style="opacity: 50%"': ' opacity=".5"',
    '<aside class="sidebar-drawer">': '<aside class="sidebar-drawer" aria-label="The book">',
    '<aside class="toc-drawer': '<aside aria-label="This page" class="toc-drawer',
    '<p class="caption" role="heading">': '<p class="caption" role="heading" aria-level="2">',
    '<div class="highlight"><pre>': '<div class="highlight"><pre tabindex="0">',
    '<div class="table-wrapper': '<div tabindex="0" class="table-wrapper',
    '<th class="head"><p></p></th>': '<td class="head"></td>',
}
"""What Furo writes, and what stands there instead; a test finds each of them in its output."""

HERE, SHAPE = 'href="#', "<use "
"""A link within the page; a drawing's own shapes are none."""


class OneId(SphinxPostTransform):
    """Furo wraps each table in a box and gives the box the table's id too: take it away again."""

    formats = ("html",)
    default_priority = 510  # after Furo's

    def run(self, **kwargs: Any) -> None:
        """Leave the id to the table."""
        for box in self.document.findall(nodes.container):
            if "table-wrapper" in box["classes"]:
                box["ids"] = []


def repaired(page: str, html: str) -> str:
    """A page as it should be; that for lost readers has a ``<base>``, so its links say where."""
    for furos, ours in REPAIRS.items():
        html = html.replace(furos, ours)
    if page == "404":
        there = f'href="{page}.html#'
        html = html.replace(HERE, there).replace(SHAPE + there, SHAPE + HERE)
    return html


def hand_over(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Let ``page.html`` repair what Furo has made of it."""
    repair: Callable[[str], str] = partial(repaired, page)
    context["repaired"] = repair


def setup(app: Sphinx) -> None:
    """Repair every page."""
    app.add_post_transform(OneId)
    app.connect("html-page-context", hand_over)
