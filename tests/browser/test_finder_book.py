"""The finder beside Sphinx's own search, on the whole book, with what was recorded in its index."""

import csv
import gzip
import pickle
import sys
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
from playwright.sync_api import Page
from reader_cases import Judge, cases, query, table

from harness.record.examples import ROOT

FIND = """([queries, data]) => {
    const index = leakbookFinder.prepare(data);
    const shown = ({ cause }) => ({ name: cause.n, place: cause.u });
    return queries.map((query) => leakbookFinder.answer(query, index).map(
        ({ entry, sure, causes }) => (
            { name: entry.n, place: entry.u, sure, causes: causes.map(shown) })));
}"""
EXPAND = "(data) => leakbookFinder.expand(data)"
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
def index(page: Page) -> dict[str, Any]:
    """The finder's index."""
    page.goto("symptoms.html")
    entries: dict[str, Any] = page.evaluate(INDEX)
    return entries


def test_every_fresh_text_is_found_first(page: Page, index: dict[str, Any]) -> None:
    """No text that was recorded elsewhere stands before the right one."""
    page.goto("symptoms.html")
    found = page.evaluate(FIND, [QUERIES, index])
    first = {query: found[0]["place"] for query, found in zip(QUERIES, found, strict=True)}
    right = {query: f"symptoms/{name}.html" for query, name in ERRORS + SAID}
    assert first == right


def test_the_books_own_search_finds_fewer(page: Page) -> None:
    """Sphinx's search wants every word of the query on one page; the finder is worth its bytes."""
    page.goto("search.html?q=pool")
    page.locator("#search-results li").first.wait_for()
    found = page.evaluate(SEARCH, QUERIES)
    right = [f"symptoms/{name}.html" for _, name in ERRORS + SAID]
    firsts = [places[:1] == [page] for places, page in zip(found, right, strict=True)]
    assert sum(firsts) < len(QUERIES) / 2


@pytest.fixture(scope="module")
def expanded(page: Page, index: dict[str, Any]) -> dict[str, Any]:
    """The index as the browser reads it."""
    page.goto("symptoms.html")
    found: dict[str, Any] = page.evaluate(EXPAND, index)
    return found


@pytest.mark.parametrize("name", ["reader_cases", "tracker_cases"])
def test_readers_are_led_to_their_cause(
    name: str, page: Page, index: dict[str, Any], expanded: dict[str, Any]
) -> None:
    """Of the cases that the book answers, nine in ten have it among the first three answers."""
    page.goto("symptoms.html")
    asked, judge = cases(name), Judge(expanded["texts"])
    found = page.evaluate(FIND, [[query(case) for case in asked], index])
    ranks = [judge.rank(here, case) for here, case in zip(found, asked, strict=True)]
    rows = [(*rank, case) for rank, case in zip(ranks, asked, strict=True)]
    sys.stdout.write(table(rows))
    has = [row for row in rows if "missing" not in row[2]]
    assert len(has) >= 0.8 * len(rows)
    late = [case["cause"] for answer, _, case in has if not 1 <= answer <= 3]
    assert len(late) <= len(has) / 10, late


def test_the_judge_can_say_no(expanded: dict[str, Any]) -> None:
    """Another cause of the right text, and the right cause too late, do not count."""
    judge = Judge(expanded["texts"])
    case = {"answers": [["redis-too-many-connections", "PubSub"]]}
    other = {"name": "", "place": "symptoms/redis-too-many-connections.html", "causes": []}
    assert judge.rank([other], case) == (0, 0)
    named = other | {"causes": [{"name": "Each PubSub keeps a connection", "place": ""}]}
    assert judge.rank([other, other, other, named], case) == (4, 1)


def test_the_index_is_small() -> None:
    """What the first use loads."""
    made = (book_site.built() / "finder-index.js").read_bytes()
    assert len(gzip.compress(made, 9)) < 60_000


@pytest.fixture(scope="module")
def env(page: Page) -> Any:
    """What the build remembers: which page shows which example, and where."""
    memory = book_site.MEMORY
    return pickle.loads(memory.read_bytes())


def addresses(env: Any, names: list[str]) -> set[str]:
    """The places of examples, and whole pages, as addresses."""
    found = [place for name in names if (place := LeakDomain(env).place(name))]
    assert len(found) == len(names), names
    return {f"{each.page}.html" + (f"#{each.anchor}" if each.anchor else "") for each in found}


def places_of(answer: dict[str, Any]) -> list[str]:
    """Where an answer leads: its own page, and the section of each of its causes."""
    return [answer["place"], *(cause["place"] for cause in answer["causes"])]


def rank_of(found: list[list[str]], wanted: set[str]) -> int:
    """The rank of the first that leads to what is wanted, or to its page; 0 if none."""
    led = [
        {each for place in places for each in (place, place.partition("#")[0])} for places in found
    ]
    return next((n for n, places in enumerate(led, 1) if places & wanted), 0)


@pytest.fixture(scope="module")
def ranks(page: Page, index: dict[str, Any], env: Any) -> list[dict[str, Any]]:
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
        pages = {one.partition("#")[0] for one in wanted}
        rows.append({
            "text": " ".join(each["text"].split())[:80],
            "best": each["best"],
            "finder": rank_of([places_of(each) for each in ours], wanted),
            "sure": bool(ours) and ours[0]["sure"],
            "sphinx": rank_of([[each] for each in theirs], pages),
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


def test_every_entry_leads_to_a_place_that_exists(expanded: dict[str, Any]) -> None:
    """Each page is there, and each anchor on it, those of causes on the page of their text, too."""
    causes = [(row["u"], each) for row in expanded["texts"] for each in row.get("c", [])]
    places = {row["u"] for row in [*expanded["texts"], *expanded["prose"]]}
    places |= {each["u"] for _, each in causes} | {f"{page}#{each['a']}" for page, each in causes}
    for address in sorted(places):
        name, _, anchor = address.partition("#")
        text = (book_site.HTML / name).read_text(encoding="utf-8")
        assert not anchor or f'id="{anchor}"' in text, address
