"""A page for each text, made from the table before Sphinx looks for pages.

The page is Markdown with the directives and roles of any other page, so what it shows is
checked and drawn as everywhere: a value comes from a record, a command from a file that ran.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from harness.record.examples import BadExample
from leakbook import words
from leakbook.finder import texts
from leakbook.finder.table import FOLDER, Cause, Symptom, table
from leakbook.nodes import box, code_block, paragraph
from leakbook.refusing import RefusingDirective

MARK = "% Made from docs/symptoms.toml; edit that."


def markdown(row: Symptom) -> str:
    """The whole page of a text."""
    return "\n\n".join(["---\norphan: true\n---", MARK, *blocks(row)]) + "\n"


def blocks(row: Symptom) -> Iterator[str]:
    """Title, meaning, text, and the causes in order of how often they are met."""
    yield f"# {row.title}"
    yield row.means
    yield from seen(row)
    several = len(row.causes) > 1
    yield "## Which one is it?" if several else "## The cause"
    if several:
        yield (
            f"{len(row.causes)} causes are known here, the most frequent first."
            " Each has one observation that the others do not have."
        )
        yield choices(row)
    for each in row.causes:
        yield from section(each)
    yield "[All texts, and the box to paste yours into](../symptoms.md)"


def seen(row: Symptom) -> Iterator[str]:
    """The text as it was recorded, or as it is known, and its other spellings."""
    if row.recorded:
        yield f":::{{recorded}} {row.recorded}\n:::"
    elif row.source:
        yield f"{literal(row.text)}"
        yield (
            f"No run of this book has produced this text; it is [known text]({row.source})."
            " The pairs below show each fault with what could be run here."
        )
    if row.also and not row.is_silent:
        yield f"Also met as: {'; '.join(literal(each) for each in row.also)}."


def literal(text: str) -> str:
    """A text as code in a line."""
    flat = " ".join(text.split())
    ticks = "``" if "`" in flat else "`"
    return f"{ticks}{flat}{ticks}"


def choices(row: Symptom) -> str:
    """The causes in short: observation first."""
    rows = [f"| {each.tell} | [{each.name}](#{each.anchor}) |" for each in row.causes]
    return "\n".join(["| you observe | then it is |", "| --- | --- |", *rows])


def section(cause: Cause) -> Iterator[str]:
    """One cause: its observation, what a run recorded of it, the pair, what does not help."""
    yield f"### {cause.name}"
    yield f"**Tell it apart.** {cause.tell}"
    if cause.run:
        yield f":::{{file}} {cause.run}\n:::"
    if cause.saw:
        yield f"**What a run recorded.** {cause.saw}"
    elif cause.is_example:
        yield f":::{{reading}} {cause.at}\n:::"
    if cause.useless:
        yield f"**What does not help.** {cause.useless}"
    if cause.is_example:
        yield f":::{{pair}} {cause.at}\n:::"
    elif cause.source:
        yield f"Not produced here; [its source]({cause.source})."
    if cause.at != FOLDER:
        yield f"The whole story: {{place}}`{cause.at}`."


def make(app: Sphinx) -> None:
    """Write the pages into the sources, and remove those whose text has gone."""
    path = Path(app.config.leakbook_symptoms)
    folder = Path(app.srcdir) / FOLDER
    if path.parent != Path(app.srcdir):
        return
    try:
        wanted = {folder / f"{row.page}.md": markdown(row) for row in table(path)}
    except BadExample:
        return  # the page with the box says so, as a refusal
    folder.mkdir(exist_ok=True)
    for page, text in wanted.items():
        if not page.exists() or page.read_text(encoding="utf-8") != text:
            page.write_text(text, encoding="utf-8")
    for page in set(folder.glob("*.md")) - set(wanted):
        page.unlink()


class Recorded(RefusingDirective):
    """``{recorded} topic/case variant victim``: a text as it was recorded, and by what."""

    def draw(self) -> list[nodes.Node]:
        """The text in a block, and the versions beneath."""
        wanted = self.arguments[0]
        name, variant, _ = wanted.split(" ", 2)
        self.example(name)
        record = texts.record(self.config, name, variant)
        said = "; ".join(words.provenance([record]))
        block = code_block(texts.recorded(self.config, wanted), "text")
        return [box("lb-recorded", block), paragraph(f"{said}.", "lb-provenance")]


class Reading(RefusingDirective):
    """``{reading} topic/case``: what the run of the faulty variant recorded, in a sentence."""

    def draw(self) -> list[nodes.Node]:
        """The sentence."""
        name = self.arguments[0]
        example = self.example(name)
        record = texts.record(self.config, name, example.variants[0])
        made = paragraph(words.readings(record))
        made.insert(0, [nodes.strong("", "What a run recorded."), nodes.Text(" ")])
        return [made]


def structured(app: Sphinx, page: str, template: str, context: dict[str, Any], tree: Any) -> None:
    """Tell search engines the question and its answer."""
    if tree is None or not page.startswith(f"{FOLDER}/"):
        return
    rows = [row for row in table(Path(app.config.leakbook_symptoms)) if row.docname == page]
    for row in rows:
        data = json.dumps(question(row), ensure_ascii=False).replace("<", "\\u003c")
        script = f'\n<script type="application/ld+json">{data}</script>'
        context["metatags"] = context.get("metatags", "") + script


def question(row: Symptom) -> dict[str, Any]:
    """The text as a question with an answer, in the words of schema.org."""
    causes = " ".join(f"{each.name}: {each.tell}" for each in row.causes)
    answer = {"@type": "Answer", "text": escape(f"{row.means} {causes}".replace("`", ""))}
    asked = {"@type": "Question", "name": row.title, "acceptedAnswer": answer}
    return {"@context": "https://schema.org", "@type": "FAQPage", "mainEntity": [asked]}


def setup(app: Sphinx) -> None:
    """Make the pages before Sphinx looks for any."""
    app.add_directive("reading", Reading)
    app.add_directive("recorded", Recorded)
    app.connect("builder-inited", make)
    app.connect("html-page-context", structured)
