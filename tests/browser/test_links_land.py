"""A link to a section shows that section: no style is switched off here."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

from book_site import built, served
from chrome import DESK, PHONE
from playwright.sync_api import Page

LINKS = """() => [...new Set([...document.querySelectorAll("article a.internal[href*='.html#']")]
    .map((link) => link.getAttribute("href")))]"""
RESTS = """() => new Promise((rest) => {
    let before = scrollY, still = 0;
    const look = () => {
        still = scrollY === before ? still + 1 : 0;
        before = scrollY;
        still < 20 ? requestAnimationFrame(look) : rest();
    };
    requestAnimationFrame(look);
})"""
"""Waits until the page has stood still for twenty pictures."""

PLACE = """() => {
    const target = document.querySelector(":target");
    if (!target) return [-1, false];
    const { top } = target.getBoundingClientRect();
    const end = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
    return [top, end];
}"""
"""How far the target is below the window's edge, and whether the page ends there."""

RIDE = "html { scroll-behavior: smooth !important }"
GUESSED = "body:has(:target) .lb-panel { content-visibility: auto !important }"


@pytest.fixture(scope="module")
def book(browser: Any) -> Iterator[str]:
    """The address of the whole book."""
    with served(built()) as address:
        yield address


def astray(page: Page, book: str) -> list[tuple[str, float]]:
    """The links of the page that do not show their section, with where it stands."""
    page.goto(f"{book}it-hangs.html")
    links = page.evaluate(LINKS)
    assert len(links) > 15
    missed = []
    for link in links:
        page.goto("about:blank")
        page.goto(book + link)
        page.evaluate(RESTS)
        top, at_the_end = page.evaluate(PLACE)
        if not (0 <= top <= 150 or (at_the_end and 0 <= top < page.viewport_size["height"])):
            missed.append((link, top))
    return missed


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_every_link_to_a_section_lands(
    visit: Callable[..., Page], book: str, size: dict[str, int]
) -> None:
    """Each section that the page names stands at the top of the window."""
    assert astray(visit("it-hangs.html", viewport=size), book) == []


def test_a_link_that_misses_is_found(visit: Callable[..., Page], book: str) -> None:
    """With the ride and the guessed heights of before, sections stand elsewhere."""
    page = visit("it-hangs.html", viewport=PHONE)
    page.add_init_script(
        "const sheet = new CSSStyleSheet();"
        f"sheet.replaceSync({RIDE + GUESSED!r});"
        "document.adoptedStyleSheets = [sheet];"
    )
    assert astray(page, book)
