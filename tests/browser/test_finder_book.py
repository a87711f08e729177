"""The finder beside Sphinx's own search, on the whole book, with what was recorded in its index."""

import csv
import pickle
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import book_site
import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")

from fresh_errors import ERRORS, SAID
from leakbook.domain import LeakDomain
from leakbook.finder import table as symptoms
from playwright.sync_api import Page

from harness.record.examples import ROOT

FIND = """([queries, rows]) => {
    const index = leakbookFinder.prepare(rows);
    return queries.map((query) => leakbookFinder.rank(query, index).map(({ entry, cover }) =>
        [entry.u, cover >= leakbookFinder.SURE]));
}"""
SEARCH = """(queries) => queries.map((query) => {
    const found = Search._performSearch(...Search._parseQuery(query));
    return found.reverse().map(([page]) => `${page}.html`);
})"""
INDEX = """() => new Promise((resolve) => {
    addEventListener("leakbook-index", ({ detail }) => resolve(detail), { once: true });
    const script = document.createElement("script");
    script.src = "finder-index.js";
    document.head.append(script);
})"""
QUERIES = [query for query, _ in ERRORS + SAID]
PASTED = tomllib.loads(Path(__file__).with_name("pasted_errors.toml").read_text(encoding="utf-8"))[
    "pasted"
]
RANKS = ROOT / "build" / "finder-ranks.csv"
"""For each query the rank of the right place: in the finder, and of its page in Sphinx's search."""


@pytest.fixture(scope="module")
def page(browser: Any) -> Iterator[Page]:
    """A tab in the whole book."""
    with book_site.served(book_site.built()) as address:
        page = browser.new_page(base_url=address)
        yield page
        page.close()


@pytest.fixture(scope="module")
def index(page: Page) -> list[dict[str, Any]]:
    """The finder's index; its first entries are the table's rows, in order."""
    page.goto("symptoms.html")
    entries: list[dict[str, Any]] = page.evaluate(INDEX)
    return entries


@pytest.fixture(scope="module")
def right(index: list[dict[str, Any]]) -> list[str]:
    """For each query the address of its place."""
    addresses = {row.at: entry["u"] for row, entry in zip(symptoms.table(), index, strict=False)}
    return [addresses[place] for _, place in ERRORS + SAID]


def test_every_fresh_text_is_found_first(
    page: Page, index: list[dict[str, Any]], right: list[str]
) -> None:
    """No text that was recorded elsewhere stands before the right place."""
    page.goto("symptoms.html")
    found = page.evaluate(FIND, [QUERIES, index])
    first = {query: places[0][0] for query, places in zip(QUERIES, found, strict=True)}
    assert first == dict(zip(QUERIES, right, strict=True))


def test_the_books_own_search_finds_fewer(page: Page, right: list[str]) -> None:
    """Sphinx's search wants every word of the query on one page; the finder is worth its bytes."""
    page.goto("search.html?q=pool")
    page.locator("#search-results li").first.wait_for()
    found = page.evaluate(SEARCH, QUERIES)
    pages = [place.partition("#")[0] for place in right]
    firsts = [places[:1] == [page] for places, page in zip(found, pages, strict=True)]
    assert sum(firsts) < len(QUERIES) / 2


@pytest.fixture(scope="module")
def env(page: Page) -> Any:
    """What the build remembers: which page shows which example, and where."""
    memory = book_site.HTML.with_name("test-doctrees") / "environment.pickle"
    return pickle.loads(memory.read_bytes())


def addresses(env: Any, names: list[str]) -> set[str]:
    """The places of examples, and whole pages, as addresses."""
    found = [place for name in names if (place := LeakDomain(env).place(name))]
    assert len(found) == len(names), names
    return {f"{each.page}.html" + (f"#{each.anchor}" if each.anchor else "") for each in found}


def rank_of(found: list[str], wanted: set[str]) -> int:
    """The rank of the first that is wanted, on a page that is wanted as a whole, too; 0 if none."""
    return next(
        (n for n, each in enumerate(found, 1) if {each, each.partition("#")[0]} & wanted), 0
    )


@pytest.fixture(scope="module")
def ranks(page: Page, index: list[dict[str, Any]], env: Any) -> list[dict[str, Any]]:
    """For each pasted text: the ranks of a right place, and whether the finder is sure."""
    texts = [each["text"] for each in PASTED]
    page.goto("symptoms.html")
    found = page.evaluate(FIND, [texts, index])
    page.goto("search.html?q=pool")
    page.locator("#search-results li").first.wait_for()
    by_sphinx = page.evaluate(SEARCH, texts)
    rows = []
    for each, ours, theirs in zip(PASTED, found, by_sphinx, strict=True):
        names = [name for name in [each["best"], *each.get("also", [])] if name]
        wanted = addresses(env, names)
        rows.append({
            "text": " ".join(each["text"].split())[:80],
            "best": each["best"],
            "finder": rank_of([address for address, _ in ours], wanted),
            "sure": bool(ours) and ours[0][1],
            "sphinx": rank_of(theirs, {one.partition("#")[0] for one in wanted}),
            "answered": bool(names) and "missing" not in each,
        })  # fmt: skip
    with RANKS.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0])
        table.writeheader()
        table.writerows(rows)
    return rows


def test_what_strangers_pasted_is_found(ranks: list[dict[str, Any]]) -> None:
    """Of the texts that the book answers, nearly all that the finder is sure of come first."""
    sure = [row for row in ranks if row["answered"] and row["sure"]]
    late = [row["text"] for row in sure if row["finder"] != 1]
    assert len(sure) > len(ranks) / 2
    assert len(late) <= len(sure) / 10, late


def test_the_finder_is_not_sure_of_what_the_book_is_not_about(ranks: list[dict[str, Any]]) -> None:
    """A near miss, or another subject, is not presented as an answer."""
    others = [row for row, each in zip(ranks, PASTED, strict=True) if each["best"] == ""]
    silent = [row["text"] for row in others if row["sure"] and not row["answered"]]
    assert len(others) >= 8
    assert silent == []


def test_the_finder_beats_the_books_own_search(ranks: list[dict[str, Any]]) -> None:
    """On what strangers pasted, too."""
    answered = [row for row in ranks if row["answered"]]
    firsts = {who: sum(row[who] == 1 for row in answered) for who in ("finder", "sphinx")}
    assert firsts["finder"] > 2 * firsts["sphinx"]
    assert firsts["finder"] > len(answered) * 2 / 3


def test_every_entry_leads_to_a_place_that_exists(page: Page, index: list[dict[str, Any]]) -> None:
    """Each page is there, and each anchor on it."""
    for address in sorted({entry["u"] for entry in index}):
        name, _, anchor = address.partition("#")
        text = (book_site.HTML / name).read_text(encoding="utf-8")
        assert not anchor or f'id="{anchor}"' in text, address
