"""The first lines of a panel: the case, a link to this very panel, what it was run on, and when."""

from __future__ import annotations

from datetime import date
from html import escape

from leakbook import words
from leakbook.domain import anchor_of
from leakbook.nodes import Panel


def head(panel: Panel) -> str:
    """The case in words with its link, and the chips."""
    link = (
        f'<a class="lb-here" href="#{anchor_of(panel.name)}"'
        f' aria-label="Link to this example: {panel.name}" title="{panel.name}">#</a>'
    )
    return f'<p class="lb-case">{escape(panel.situation)} {link}</p>{chips(panel)}\n'


def chips(panel: Panel) -> str:
    """Versions and the day of the run."""
    records = list(panel.records.values())
    made = "".join(f"<li>{escape(text)}</li>" for text in words.chips(records))
    if day := words.day(records):
        made += f'<li>run on <time datetime="{day}">{in_words(day)}</time></li>'
    return f'<ul class="lb-chips">{made}</ul>'


def in_words(day: str) -> str:
    """A date as people write it."""
    then = date.fromisoformat(day)
    return f"{then.day} {then:%B %Y}"
