"""What the build remembers: which page shows which example, and what it refused."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from sphinx.util import logging

from harness.record.examples import BadExample, Example, all_examples, digest_of, find

logger = logging.getLogger(__name__)


class Book:
    """For each page the examples it shows, with a signature of each, and its refusals.

    A signature covers an example's files, the harness and the records. It is compared
    instead of times, because a file that is added to a folder touches no known file.
    """

    def __init__(self) -> None:
        """Start empty."""
        self.shown: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self.refused: defaultdict[str, list[str]] = defaultdict(list)

    def forget(self, page: str) -> None:
        """Drop all that is known of a page."""
        self.shown.pop(page, None)
        self.refused.pop(page, None)

    def learn(self, page: str, other: Book) -> None:
        """Take over what another process read."""
        self.forget(page)
        if page in other.shown:
            self.shown[page] = other.shown[page]
        if page in other.refused:
            self.refused[page] = other.refused[page]

    @property
    def examples(self) -> set[str]:
        """Every example that some page shows."""
        return {name for names in self.shown.values() for name in names}


def of(env: Any) -> Book:
    """The book of a build environment."""
    if not hasattr(env, "leakbook"):
        env.leakbook = Book()
    book: Book = env.leakbook
    return book


def refuse(env: Any, sentence: str, location: Any = None, page: str = "") -> None:
    """Refuse something in one sentence; the build goes on to find the rest, then fails."""
    if sentence in of(env).refused[page]:
        return  # a page that needs one record ten times need not say so ten times
    of(env).refused[page].append(sentence)
    logger.warning(sentence, location=location, type="leakbook")


def case_for_page(env: Any, name: str) -> Example:
    """The example of that name, noted as shown on the page being read; `BadExample` if none."""
    example = find(name, Path(env.config.leakbook_examples))
    of(env).shown[env.docname][name] = signature(env.config, name)
    return example


def signature(config: Any, name: str) -> str:
    """A digest of all that an example's panel is drawn from; empty if the example is gone."""
    records = sorted((Path(config.leakbook_evidence) / name).glob("*.json"))
    try:
        return Example(Path(config.leakbook_examples) / name).digest + digest_of(records)
    except OSError:
        return ""


def outdated(app: Any, env: Any, added: set[str], changed: set[str], removed: set[str]) -> set[str]:
    """Pages whose examples changed, and pages that were refused before."""
    book = of(env)
    now = {name: signature(app.config, name) for name in book.examples}
    pages = {
        page for page, shown in book.shown.items() if shown != {name: now[name] for name in shown}
    }
    return (pages | set(book.refused)) & set(env.found_docs)


def purge(app: Any, env: Any, page: str) -> None:
    """Forget a page before it is read again."""
    of(env).forget(page)


def merge(app: Any, env: Any, pages: list[str], other: Any) -> None:
    """Take over the pages that another process read."""
    for page in pages:
        of(env).learn(page, of(other))


def check_whole(app: Any, env: Any) -> None:
    """Refuse what only the whole book shows: stray files, orphan examples, empty guides."""
    book = of(env)
    book.forget("")
    try:
        names = [example.name for example in all_examples(Path(app.config.leakbook_examples))]
    except BadExample as error:
        refuse(env, str(error))
        names = []
    for name in names:
        if name not in book.examples:
            refuse(env, f"examples/{name}: is on no page; show it with {{example}} or remove it")
    for page in sorted(env.found_docs):
        if page.startswith("guides/") and not book.shown.get(page):
            refuse(env, "this guide names no example; show one with {example}", location=page)


def fail(app: Any, error: Exception | None) -> None:
    """Let the build fail for any refusal, with and without ``-W``."""
    if any(of(app.env).refused.values()):
        app.statuscode = 1


def setup(app: Any) -> None:
    """Connect the bookkeeping."""
    app.connect("env-get-outdated", outdated)
    app.connect("env-purge-doc", purge)
    app.connect("env-merge-info", merge)
    app.connect("env-updated", check_whole)
    app.connect("build-finished", fail)
