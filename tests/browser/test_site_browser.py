"""What a reader's browser makes of a panel, with and without JavaScript."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")

from book_site import served
from site_check import faults
from tiny_site import FILES, SHOW, Sphinx, lay_out

from harness.record.examples import ROOT

TABLE = "\n```{table} Bikes\n| lent | back |\n| --- | --- |\n| 2 | 1 |\n```\n"
FIXED = ".lb-pane:has(pre[aria-label='fixed.py'])"
BUGGY = ".lb-pane:has(pre[aria-label='buggy.py'])"


@pytest.fixture(scope="module")
def clothed(tmp_path_factory: pytest.TempPathFactory, sphinx: Sphinx) -> Path:
    """The tiny site in the book's own clothes: two panels on one page."""
    root = tmp_path_factory.mktemp("browser")
    site = lay_out(root, sphinx)
    site.page(SHOW + SHOW + TABLE)
    settings = [f"leakbook_{each}={root / each}" for each in ("examples", "evidence")]
    options = ["-c", str(ROOT / "docs"), *(word for each in settings for word in ("-D", each))]
    done = site.build("html", *options)
    assert (done.returncode, done.stderr) == (0, "")
    return root / "html"


@pytest.fixture(scope="module")
def book(clothed: Path) -> Iterator[str]:
    """The address of that site."""
    with served(clothed) as address:
        yield address


def test_tabs_work_without_javascript(visit: Any) -> None:
    """A click on a tab shows its file, and only in its own panel."""
    page = visit(java_script_enabled=False)
    page.get_by_text("Fixed", exact=True).first.click()
    assert page.locator(FIXED).first.is_visible()
    assert page.locator(BUGGY).last.is_visible()
    assert not page.locator(BUGGY).first.is_visible()


def test_tabs_go_in_step_and_are_remembered(visit: Any) -> None:
    """With JavaScript every panel follows the choice, and a reload keeps it."""
    page = visit()
    page.get_by_text("Fixed", exact=True).last.click()
    assert page.locator(FIXED).first.is_visible()
    page.reload()
    assert page.locator(FIXED).last.is_visible()


def test_tabs_obey_the_keyboard(visit: Any) -> None:
    """The arrow keys go from tab to tab."""
    page = visit()
    page.get_by_role("radio", name="Buggy").first.focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(FIXED).first.is_visible()


def test_copy_takes_the_whole_file(visit: Any) -> None:
    """The clipboard then has the file's exact text, the last newline included."""
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy buggy.py").first.click()
    page.get_by_text("Copied").first.wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == FILES["buggy.py"]


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_page_never_scrolls_sideways(visit: Any, width: int) -> None:
    """However narrow the screen, only a block of code scrolls sideways."""
    page = visit(viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_chart_text_keeps_its_size_on_a_phone(visit: Any) -> None:
    """The chart's numbers are as high at 390 pixels as at 1280."""
    heights = []
    for width in (390, 1280):
        page = visit(viewport={"width": width, "height": 800})
        heights.append(page.locator("text.lb-tick").first.bounding_box()["height"])
    assert heights[0] == heights[1]


def test_the_book_in_its_clothes_has_no_fault(clothed: Path) -> None:
    """With the theme's own pages and tables, links, fragments, ids and loads are sound."""
    assert list(faults(clothed)) == []


def test_a_page_asks_no_other_host(browser: Any, book: str) -> None:
    """Nothing is requested but the site's own files, and none of them is missing."""
    asked, failed = [], []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.goto(book)
    page.close()
    assert [url for url in asked if not url.startswith((book, "data:"))] == []
    assert failed == []
