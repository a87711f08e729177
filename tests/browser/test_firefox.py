"""Firefox's engine: links land, tabs, the tray, the finder and the list of examples work."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("marionette_driver", reason="marionette-driver is not installed")

from book_site import built, served
from firefox import DESK, NARROW, PATIENCE, firefox
from marionette_driver import By, Wait
from marionette_driver.keys import Keys
from test_links_land import LINKS, PLACE, RESTS

GUIDE = "guides/semaphore-permits.html"
ERROR = (
    "sqlalchemy.exc.TimeoutError: QueuePool limit of size 20 overflow 5 reached, "
    "connection timed out, timeout 30.00"
)


@pytest.fixture(scope="module")
def tab() -> Iterator[Any]:
    """One Firefox for all tests here."""
    with firefox() as session:
        yield session


@pytest.fixture(scope="module")
def book() -> Iterator[str]:
    """The address of the whole book."""
    with served(built()) as address:
        yield address


@pytest.fixture
def find(tab: Any) -> Callable[[str], Any]:
    """A function that finds an element by a selector."""
    return lambda selector: tab.find_element(By.CSS_SELECTOR, selector)


def until(tab: Any, script: str) -> None:
    """Wait until an expression holds in the page."""
    Wait(tab, timeout=PATIENCE).until(lambda each: each.execute_script(f"return {script}"))


def astray(tab: Any, book: str, links: list[str]) -> list[tuple[str, float]]:
    """The links that do not show their section, with where it stands."""
    missed = []
    for link in links:
        tab.navigate("about:blank")
        tab.navigate(book + link)
        tab.execute_async_script(f"({RESTS})().then(arguments[0])")
        top, at_the_end = tab.execute_script(f"return ({PLACE})()")
        height = tab.execute_script("return innerHeight")
        if not (0 <= top <= 150 or (at_the_end and 0 <= top < height)):
            missed.append((link, top))
    return missed


@pytest.mark.parametrize("size", [NARROW, DESK], ids=["narrow", "desk"])
def test_every_link_to_a_section_lands(tab: Any, book: str, size: tuple[int, int]) -> None:
    """Each section that the page names stands at the top of the window."""
    tab.set_window_rect(width=size[0], height=size[1])
    tab.navigate(f"{book}it-hangs.html")
    links = tab.execute_script(f"return ({LINKS})()")
    assert len(links) > 15
    assert astray(tab, book, links) == []


def test_tabs_go_in_step_and_are_remembered(tab: Any, find: Any, book: str) -> None:
    """A tab changes every panel, and the next page remembers it."""
    tab.navigate(book + GUIDE)
    find(".lb-tabs > label:nth-of-type(2)").click()
    for page in (GUIDE, "guides/pool-exhaustion.html"):
        tab.navigate(book + page)
        chosen = "document.querySelectorAll('.lb-tabs > input[value=fixed]')"
        until(tab, f"{chosen}.length > 3 && [...{chosen}].every((each) => each.checked)")
    tab.execute_script("localStorage.clear()")


def test_the_tray_is_stepped_through(tab: Any, find: Any, book: str) -> None:
    """By keys and by buttons; each step is said."""
    tab.navigate(book + GUIDE)
    rows = tab.execute_script(
        "return [...document.querySelectorAll('.lb-tray tbody th')].map((each) => each.textContent)"
    )
    at = "document.querySelector('.lb-tray .lb-at span').textContent"
    stage = find(".lb-tray .lb-stage")
    for key, row in ((Keys.ARROW_RIGHT, 1), (Keys.ARROW_RIGHT, 2), (Keys.ARROW_LEFT, 1)):
        stage.send_keys(key)
        until(tab, f"{at} === {rows[row]!r}")
    find(".lb-tray button[value=play]").click()
    until(tab, f"{at} === {rows[4]!r}")  # it plays on
    said = find(".lb-tray [role=status]").get_property("textContent")
    assert said.startswith(rows[4])


def test_the_first_tray_plays_by_itself(tab: Any, book: str) -> None:
    """On the first page it goes on unasked."""
    tab.set_window_rect(width=DESK[0], height=DESK[1])
    tab.navigate(f"{book}index.html")
    until(tab, "document.querySelector('.lb-at small').textContent.startsWith('4 of')")


def test_the_finder_leads_to_the_cause(tab: Any, find: Any, book: str) -> None:
    """A pasted error leads to a page of the book in one step."""
    tab.navigate(f"{book}symptoms.html")
    find(".lb-finder textarea").send_keys(ERROR)
    until(tab, "document.querySelector('.lb-finder ol a') !== null")
    find(".lb-finder ol a").click()
    until(tab, "!location.pathname.endsWith('symptoms.html')")
    assert "QueuePool" in find("article").text


def test_examples_are_filtered(tab: Any, find: Any, book: str) -> None:
    """A word leaves the rows that have it, and the address keeps it."""
    tab.navigate(f"{book}examples.html")
    find(".lb-filters input").send_keys("raising_query")
    until(tab, "document.querySelectorAll('.lb-catalogue tbody tr:not([hidden])').length === 1")
    assert "#words=raising_query" in tab.get_url()


def test_a_link_that_leads_nowhere_is_found(tab: Any, book: str) -> None:
    """A section that is not there does not count as shown."""
    assert astray(tab, book, ["it-hangs.html#no-such-section"]) == [
        ("it-hangs.html#no-such-section", -1)
    ]
