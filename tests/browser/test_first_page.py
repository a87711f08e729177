"""The first page in one screen, its tray in motion, and the list of all examples."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

from book_site import built, served
from chrome import DESK, PHONE
from playwright.sync_api import Page, expect

from harness.record.examples import all_examples

Visit = Callable[..., Page]
ROWS = "table.lb-catalogue tbody tr"
SHOWN = f"{ROWS}:not([hidden])"


@pytest.fixture(scope="module")
def book(browser: Any) -> Iterator[str]:
    """The address of the whole book."""
    with served(built()) as address:
        yield address


def test_the_first_page_is_one_screen(visit: Visit) -> None:
    """The title, the finder, the tray and the four doors stand in a laptop's first view."""
    page = visit("index.html", viewport=DESK)
    for part in ("h1", ".lb-finder textarea", ".lb-tray", ".lb-four"):
        box = page.locator(part).first.bounding_box()
        assert box is not None
        assert box["y"] >= 0, part
        assert box["y"] + box["height"] <= DESK["height"], part


def test_the_first_tray_plays_by_itself(visit: Visit) -> None:
    """It goes on unasked and says nothing aloud; a button stops it."""
    page = visit("index.html", viewport=DESK)
    tray = page.locator(".lb-tray.lb-plays")
    rows = tray.locator("tbody th").all_text_contents()
    expect(tray.locator(".lb-at span")).to_have_text(rows[2])
    expect(tray.get_by_role("status")).to_be_empty()
    tray.get_by_role("button", name="Pause").click()
    expect(tray.get_by_role("button", name="Play")).to_be_visible()


def test_the_first_tray_stands_where_motion_is_unwanted(visit: Visit) -> None:
    """It waits for a reader, and then tells each step."""
    page = visit("index.html", viewport=DESK, reduced_motion="reduce")
    tray = page.locator(".lb-tray.lb-plays")
    rows = tray.locator("tbody th").all_text_contents()
    expect(tray.get_by_role("button", name="Play")).to_be_visible()
    expect(tray.locator(".lb-at span")).to_have_text(rows[0])
    tray.locator(".lb-stage").press("ArrowRight")
    expect(tray.get_by_role("status")).to_contain_text(rows[1])


def test_examples_are_filtered(visit: Visit) -> None:
    """A choice leaves its own rows, is counted, and stands in the address for others."""
    page = visit("examples.html")
    total = len(all_examples())
    expect(page.locator(SHOWN)).to_have_count(total)
    page.get_by_label("Library").select_option("FastAPI")
    found = page.locator(SHOWN)
    assert 0 < found.count() < total
    assert all("FastAPI" in text for text in found.all_text_contents())
    expect(page.get_by_role("status")).to_have_text(f"{found.count()} of {total} examples")
    page.get_by_label("What the bug does").select_option("held too long")
    count = found.count()
    assert all("held too long" in text for text in found.all_text_contents())
    page.goto("about:blank")
    page.go_back()
    expect(page).to_have_url(re.compile("#library=FastAPI&bug=held"))
    expect(found).to_have_count(count)


def test_words_filter_too(visit: Visit) -> None:
    """Any words of a row find it, whatever their order; nonsense leaves none."""
    page = visit("examples.html", viewport=PHONE)
    field = page.get_by_label("Words")
    field.fill("permits raising_query")
    expect(page.locator(SHOWN)).to_have_count(1)
    page.locator(SHOWN).get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("#example-permits-raising-query$"))
    page.go_back()
    field.fill("xyzzy")
    expect(page.locator(SHOWN)).to_have_count(0)


def test_without_a_script_the_list_is_whole(visit: Visit) -> None:
    """Every row is there, and no dead field is shown."""
    page = visit("examples.html", java_script_enabled=False)
    expect(page.locator(ROWS)).to_have_count(len(all_examples()))
    assert page.locator(".lb-filters *").count() == 0
    expect(page.locator(ROWS).first).to_be_visible()


def test_every_row_lands_on_its_panel(visit: Visit) -> None:
    """The address that a row leads to is the panel of that very example."""
    page = visit("examples.html")
    links = page.locator(f"{ROWS} td:first-child a").all()
    for link in links[:: len(links) // 8]:
        address = page.evaluate("(link) => link.href", link.element_handle())
        name = address.partition("#example-")[2]
        assert name, address
        other = page.context.new_page()
        other.goto(address)
        panel = other.locator(f"#example-{name}")
        top = panel.evaluate("(each) => each.getBoundingClientRect().top")
        assert 0 <= top < DESK["height"], name
        assert panel.locator(".lb-here").get_attribute("href") == f"#example-{name}"
        other.close()
