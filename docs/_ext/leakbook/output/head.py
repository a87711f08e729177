"""The other forms of a page: Markdown beside it, a card for those who link to it, ``llms.txt``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from leakbook.nodes import Drawn
from leakbook.output import markdown
from leakbook.panel.downloads import put

LONGEST = 300
"""A description has whole sentences, up to this many characters."""

CARD = "_static/card.png"
"""The picture of a card, 1200 by 630."""

LABEL = "The answer. "
"""How some first paragraphs begin."""

BLOCKS = "each block is a file that a run or a test has used, or what a run recorded"
PANELS = "each verdict and reading beside a program is what its run recorded"
TABLES = "each measured table is drawn from a record"
INDEX = """# {title}

> {about}

Each block on these pages is a file that a run or a test has used, or what a run recorded.
The versions of an example were run under the same calls and the same gauge,
and each verdict and reading beside them is what that run recorded.

"""


def is_page(app: Sphinx, name: str) -> bool:
    """Whether a reader looks for the page by itself."""
    return name in app.env.found_docs and name != "404"


def write(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Put the page's Markdown beside it."""
    if app.builder.format != "html" or not is_page(app, page):
        return
    said = provenance(doctree, f"[{app.config.html_title}]({up(page)}index.md)")
    if app.config.html_baseurl:
        said += f" <{app.config.html_baseurl.rstrip('/')}/{app.builder.get_target_uri(page)}>"
    text = f"{markdown.page(doctree)}\n---\n\n{said}\n"
    put(Path(app.outdir) / f"{page}.md", text.encode())


def provenance(doctree: nodes.document, book: str) -> str:
    """Where the page is from, and what is true of what it shows."""
    blocks = any(doctree.findall(nodes.FixedTextElement))
    panels = any("panel" in node for node in doctree.findall(Drawn))
    tables = any("lb-measured" in node["classes"] for node in doctree.findall(nodes.table))
    said = [BLOCKS] * blocks + [PANELS] * panels + [TABLES] * tables
    if not said:
        return f"From {book}."
    *first, last = said
    return f"From {book}: {', '.join(first)}{', and ' if first else ''}{last}."


def up(page: str) -> str:
    """The way from a page to the first one."""
    return "../" * page.count("/")


def describe(doctree: nodes.document) -> str:
    """The first paragraph's first sentences."""
    paragraphs = (each for each in doctree.findall(nodes.paragraph) if each.astext().strip())
    first = next(paragraphs, None)
    return shortened(first.astext()) if first else ""


def shortened(text: str) -> str:
    """As many whole sentences as there is room for."""
    text = " ".join(text.split()).removeprefix(LABEL)
    ends = [end.start() + 1 for end in re.finditer(r"[.?](?= |$)", text)]
    fit = [end for end in ends if end <= LONGEST]
    return text if len(text) <= LONGEST or not fit else text[: fit[-1]]


def head(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Say what the page is to search engines, to cards and to readers of Markdown."""
    context["site_root"] = urlsplit(app.config.html_baseurl).path or "/"
    if doctree is not None:
        context["metatags"] = context.get("metatags", "") + "".join(tags(app, page, doctree))


def tags(app: Sphinx, page: str, doctree: nodes.document) -> Iterator[str]:
    """The tags of one page."""
    if not is_page(app, page):
        yield '\n<meta name="robots" content="noindex">'
        return
    title, about = app.env.titles[page].astext(), describe(doctree)
    kind = "website" if page == app.config.root_doc else "article"
    yield '\n<meta name="robots" content="index, follow">'
    yield f'\n<meta name="description" content="{escape(about)}">'
    yield f'\n<link rel="alternate" type="text/markdown" href="{page.rpartition("/")[2]}.md">'
    told = {"type": kind, "title": title, "description": about, "site_name": app.config.html_title}
    if base := app.config.html_baseurl:
        told["url"] = f"{base.rstrip('/')}/{app.builder.get_target_uri(page)}"
        told["image"] = f"{base.rstrip('/')}/{CARD}"
    for name, content in told.items():
        yield f'\n<meta property="og:{name}" content="{escape(content)}">'


def index(app: Sphinx, error: Exception | None) -> None:
    """Write ``llms.txt`` from the Markdown pages; a list of all pages if the host is known."""
    if error is not None or app.builder.format != "html":
        return
    root, base = Path(app.outdir), app.config.html_baseurl
    pages = [name for name in ordered(app.env) if (root / f"{name}.md").is_file()]
    prefix = f"{base.rstrip('/')}/" if base else ""
    abouts = {name: summary(root / f"{name}.md") for name in pages}
    text = INDEX.format(title=app.config.html_title, about=abouts[app.config.root_doc][1])
    text += "".join(f"- [{abouts[n][0]}]({prefix}{n}.md): {abouts[n][1]}\n" for n in pages)
    put(root / "llms.txt", text.encode())


def ordered(env: BuildEnvironment) -> list[str]:
    """All pages: the first, the pages of texts, then in the order of the tables of contents."""
    found = dict.fromkeys([env.config.root_doc])
    waiting = [env.config.root_doc]
    while waiting:
        inner = [name for name in env.toctree_includes.get(waiting.pop(0), []) if name not in found]
        found.update(dict.fromkeys(inner))
        waiting += inner
    pages = dict.fromkeys([*found, *sorted(set(env.found_docs) - set(found))])
    texts = [name for name in pages if name.partition("/")[0] == "symptoms"]
    return list(dict.fromkeys([env.config.root_doc, *texts, *pages]))


def summary(path: Path) -> tuple[str, str]:
    """The title and the first paragraph of a Markdown page, each on one line."""
    title, first, *_ = path.read_text(encoding="utf-8").split("\n\n", 2)
    plain = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", first).replace("*", "")
    return title.removeprefix("# ").strip(), shortened(plain)


def setup(app: Sphinx) -> None:
    """Write each page when it is written, and the index at the end."""
    app.connect("doctree-resolved", write, priority=900)  # when every link is known
    app.connect("html-page-context", head)
    app.connect("build-finished", index)
