"""The finder beside Sphinx's own search, on the whole book, with what was recorded in its index."""

from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")

import book_site
from browser import chromium
from leakbook import symptoms
from playwright.sync_api import Page
from test_finder import ERRORS, SAID

FIND = """([queries, rows]) => {
    const index = leakbookFinder.prepare(rows);
    return queries.map((query) => leakbookFinder.rank(query, index).map(({ entry }) => entry.u));
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


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A tab in the whole book."""
    with chromium() as browser, book_site.served(book_site.built()) as address:
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
    first = {query: places[:1] for query, places in zip(QUERIES, found, strict=True)}
    assert first == {query: [place] for query, place in zip(QUERIES, right, strict=True)}


def test_the_books_own_search_finds_fewer(page: Page, right: list[str]) -> None:
    """Sphinx's search wants every word of the query on one page; the finder is worth its bytes."""
    page.goto("search.html?q=pool")
    page.locator("#search-results li").first.wait_for()
    found = page.evaluate(SEARCH, QUERIES)
    pages = [place.partition("#")[0] for place in right]
    firsts = [places[:1] == [page] for places, page in zip(found, pages, strict=True)]
    assert sum(firsts) < len(QUERIES) / 2


def test_every_entry_leads_to_a_place_that_exists(page: Page, index: list[dict[str, Any]]) -> None:
    """Each page is there, and each anchor on it."""
    for address in sorted({entry["u"] for entry in index}):
        name, _, anchor = address.partition("#")
        text = (book_site.HTML / name).read_text(encoding="utf-8")
        assert not anchor or f'id="{anchor}"' in text, address
