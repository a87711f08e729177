"""A page for each tray, which a panel links to and opens in place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import astuple
from html import escape
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.osutil import relative_uri

from harness.record.evidence import Missing, Record
from harness.record.examples import Example
from leakbook import domain, tones, words
from leakbook.domain import Place
from leakbook.nodes import Panel, panel_of, prose_html
from leakbook.picture import tray

TEMPLATE = "page.html"
Page = tuple[str, dict[str, Any], str]


def link(self: Any, panel: Panel) -> str:
    """The link to a panel's tray; none where there is no tray, or where the page has it anyway."""
    here = {node["tray"].name for node in self.document.findall(tray.TrayNode)}
    if panel.name in here or not tray.can_be_drawn(panel.records):
        return ""
    target = f"{tray.FOLDER}/{panel.name}.html"
    uri = relative_uri(self.builder.get_target_uri(self.builder.current_docname), target)
    return f'<p class="lb-steps"><a href="{uri}">Play this run</a></p>\n'


def collect(app: Sphinx) -> Iterator[Page]:
    """The page of every tray, but for those that have not changed since they were written."""
    if not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    note = Path(app.doctreedir) / "steps.json"  # Sphinx saves its memory before it writes pages
    before = json.loads(note.read_text(encoding="utf-8")) if note.exists() else {}
    found = domain.of(app.env).shown()
    now = {name: [domain.signature(app.config, name), *astuple(found[name])] for name in found}
    for name in sorted(found):
        page = f"{tray.FOLDER}/{name}"
        if before.get(name) != now[name] or not Path(app.builder.get_outfilename(page)).exists():
            yield from made(app, page, name, found[name])
    note.write_text(json.dumps(now), encoding="utf-8")


def made(app: Sphinx, page: str, name: str, place: Place) -> Iterator[Page]:
    """The page of one example, if it has a tray."""
    example = Example(Path(app.config.leakbook_examples) / name)
    try:
        panel = panel_of(example, Path(app.config.leakbook_evidence), 0)
    except Missing:
        if app.config.leakbook_draft:
            return
        raise
    if tray.can_be_drawn(panel.records):
        yield page, context(app, page, panel, place), TEMPLATE


def context(app: Sphinx, page: str, panel: Panel, place: Place) -> dict[str, Any]:
    """What the template needs."""
    records = [panel.records[each] for each in tray.chosen(panel.records)]
    home = app.builder.get_relative_uri(page, place.page)
    home += f"#{place.anchor}" if place.anchor else ""
    title = f"{place.title}, step by step"
    body = (
        f'<p class="lb-up"><a href="{home}">← {escape(place.title)}</a></p>\n'
        f"<h1>{escape(title)}</h1>\n<p>{prose_html(panel.situation)}</p>\n"
        f'<ul class="lb-verdicts">{"".join(map(verdict, records))}</ul>\n'
        f"{tray.drawn(tray.tray_of(records, anchor(panel)))}"
        f'<p><a href="{home}">The code, and what else was recorded</a></p>\n'
    )
    return {"title": escape(title), "body": body}


def anchor(panel: Panel) -> str:
    """A name for the tray that no other tray of the book has."""
    return f"steps-{panel.name.replace('/', '-').replace('_', '-')}"


def verdict(record: Record) -> str:
    """One sentence for a variant."""
    return f'<li class="{tones.of_record(record)}"><p>{prose_html(words.verdict(record))}</p></li>'


def setup(app: Sphinx) -> None:
    """Add the pages."""
    app.connect("html-collect-pages", collect)
