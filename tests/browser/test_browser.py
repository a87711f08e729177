"""The whole book in a real browser: every page is sound, and everything on it can be used."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")

from book_site import PAGES, SOURCES, built, served
from chrome import DESK, LAY_OUT, PHONE, UNFOLD, Complaints, violations
from leakbook.picture.tray import LARGEST
from playwright.sync_api import Page, expect

from harness.record import evidence
from harness.record.examples import EXAMPLES, ROOT, all_examples

GUIDE = "guides/semaphore-permits.html"
SCREENSHOTS = ROOT / "build" / "screenshots"
LISTINGS = """() => [...document.querySelectorAll(".lb-panel:has(.lb-links)")].map((panel) => [
    panel.querySelector(".lb-links a[download]").getAttribute("href"),
    [...panel.querySelectorAll(".lb-tabs .lb-code:not(.lb-diff) pre")]
        .map((pre) => [pre.getAttribute("aria-label"), pre.textContent]),
])"""
"""For each panel a file's address, and the names and texts of its listings."""

STICKING_OUT = """() => [...document.querySelectorAll(".lb-chart text")].filter((each) => {
    const { left, right } = each.getBoundingClientRect();
    const panel = each.closest(".lb-panel").getBoundingClientRect();
    return left < panel.left || right > panel.right;
}).map((each) => each.textContent)"""
"""The labels of charts that are cut off at the edge of their panel."""

Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def book(browser: Any) -> Iterator[str]:
    """The address of the whole book, built afresh."""
    with served(built()) as address:
        yield address


STEPS = ["steps/permits/raising_query.html", "steps/permits/search_requests.html"]
"""A page of steps of each kind: calls one by one, and a crowd."""


@pytest.mark.parametrize("name", [*PAGES, *STEPS])
def test_a_page_is_sound(visit: Visit, name: str) -> None:
    """It fits a phone, each listing is its file, and axe finds nothing in either scheme."""
    page = visit(name, viewport=PHONE, color_scheme="dark", reduced_motion="reduce")
    wide = "document.documentElement.scrollWidth"
    assert page.evaluate(wide) <= PHONE["width"]
    for address, listings in page.evaluate(LISTINGS):
        folder = EXAMPLES.joinpath(*address.split("_examples/")[1].split("/")[:-1])
        assert listings == [[file, (folder / file).read_bytes().decode()] for file, _ in listings]
    page.evaluate(UNFOLD)
    assert page.evaluate(wide) <= PHONE["width"]
    assert page.evaluate(STICKING_OUT) == []
    found = violations(page)
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light")
    assert found + violations(page) == []


@pytest.mark.parametrize("spoilt", [".lb-legend { color: #999 }", "article { background: #777 }"])
def test_a_contrast_that_is_too_low_is_found(visit: Visit, spoilt: str) -> None:
    """A pale line and a dark ground are seen, though each look is measured only once."""
    page = visit("index.html")
    page.evaluate(
        "(css) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);"
        " document.adoptedStyleSheets = [sheet]; }",
        spoilt.replace(" }", " !important }"),
    )
    assert any(each.startswith("color-contrast") for each in violations(page))


@pytest.mark.parametrize("press", ["mouse", "keyboard"])
def test_copy_gives_the_files_bytes(visit: Visit, press: str) -> None:
    """What the button puts on the clipboard is the file, its last newline included."""
    page = visit("index.html", permissions=["clipboard-read", "clipboard-write"])
    for label, name in (("Buggy", "buggy.py"), ("Fixed", "fixed.py")):
        page.locator(".lb-tabs > label").get_by_text(label, exact=True).first.click()
        button = page.get_by_role("button", name=f"Copy {name}").first
        use(button, press)
        expect(button).to_have_text("Copied")
        copied = page.evaluate("navigator.clipboard.readText()").encode()
        assert copied == (EXAMPLES / "permits" / "raising_query" / name).read_bytes()


@pytest.mark.parametrize("press", ["mouse", "keyboard"])
def test_tabs_go_in_step_on_every_page(visit: Visit, press: str) -> None:
    """A tab changes every panel, and the next page remembers it."""
    page = visit(GUIDE)
    first = page.locator(".lb-tabs").first
    if press == "mouse":
        first.get_by_text("Fixed", exact=True).click()
    else:
        first.get_by_role("radio", name="Buggy").focus()
        page.keyboard.press("ArrowRight")
    for name in (GUIDE, "guides/pool-exhaustion.html"):
        chosen = page.locator(".lb-tabs > input[value=fixed]").all()
        assert len(chosen) > 3
        assert all(each.is_checked() for each in chosen)
        page.goto(page.url.replace(GUIDE, name))


@pytest.mark.parametrize("press", ["mouse", "keyboard"])
def test_the_tray_is_stepped_through(visit: Visit, press: str) -> None:
    """Forth, back, to the start and on its own; each step is said to a screen reader."""
    page = visit(GUIDE)
    tray = page.locator(".lb-tray").first
    rows = tray.locator("tbody th").all_text_contents()
    at, said = tray.locator(".lb-at span"), tray.get_by_role("status")
    keys = {"Restart": "Home", "Step": "ArrowRight", "Back": "ArrowLeft", "Play": " "}
    for button, row in (("Restart", 0), ("Step", 1), ("Step", 2), ("Back", 1), ("Play", 2)):
        if press == "mouse":
            tray.get_by_role("button", name=button).click()
        else:
            tray.locator(".lb-stage").press(keys[button])
        expect(at).to_have_text(rows[row])
        expect(said).to_contain_text(rows[row])
    expect(at).to_have_text(rows[3])  # it plays on
    expect(tray.get_by_role("button", name="Pause")).to_be_visible()


@pytest.mark.parametrize("press", ["mouse", "keyboard"])
def test_a_run_is_opened_in_its_panel(visit: Visit, press: str) -> None:
    """The tray of any example comes when it is asked for, and has the focus."""
    page = visit("guides/pool-exhaustion.html")
    for number in (0, 1):  # the second needs no script any more
        use(page.locator(".lb-steps a").first, press)
        tray = page.locator(".lb-panel .lb-tray").nth(number)
        expect(tray.locator(".lb-stage")).to_be_focused()
        page.keyboard.press("Home")  # the full tray, before any call
        page.keyboard.press("ArrowRight")
        expect(tray.locator(".lb-at span")).to_have_text("Call 1, good: during")


def test_without_a_script_the_run_has_a_page(visit: Visit) -> None:
    """The link leads to the same tray, and back to the code."""
    page = visit("guides/pool-exhaustion.html", java_script_enabled=False)
    page.locator(".lb-steps a").first.click()
    expect(page.locator("h1")).to_contain_text("step by step")
    expect(page.locator(".lb-tray")).to_be_visible()
    page.get_by_role("link", name="The code, and what else was recorded").click()
    expect(page).to_have_url(re.compile("guides/pool-exhaustion.html#"))


def test_a_run_that_cannot_be_fetched_is_visited(visit: Visit) -> None:
    """Where a script may not fetch, as in a saved copy, the link still leads there."""
    page = visit("guides/pool-exhaustion.html")
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError()); }")
    page.locator(".lb-steps a").first.click()
    expect(page.locator("h1")).to_contain_text("step by step")


def test_every_small_capacity_has_a_tray() -> None:
    """An example with a panel has its page of steps if its units can be drawn, or none."""
    text = "".join(path.read_text(encoding="utf-8") for path in SOURCES if path.suffix == ".md")
    examples = {
        example.name: example
        for example in all_examples()
        if re.search(rf"\{{(example|pair)\}} {example.name}\n", text)
    }
    records = {
        name: {each: evidence.load(example, each) for each in example.variants}
        for name, example in examples.items()
    }
    expected = {
        name for name, each in records.items()
        if all(0 < (record.readings.capacity or 0) <= LARGEST for record in each.values())
        and len({record.readings.crowd is None for record in each.values()}) == 1
    }  # fmt: skip
    pages = built().glob("steps/*/*.html")
    assert {
        page.relative_to(built() / "steps").with_suffix("").as_posix() for page in pages
    } == expected
    assert len(expected) > len(examples) / 2


def test_every_page_of_steps_is_sound(visit: Visit) -> None:
    """On a phone none scrolls sideways; nothing goes wrong on any."""
    steps = sorted((built() / "steps").glob("*/*.html"))
    page = visit("index.html", viewport=PHONE)
    home = page.url.removesuffix("index.html")
    wide = []
    for each in steps:
        page.goto(home + each.relative_to(built()).as_posix())
        if page.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
            wide.append(each.name)
    assert wide == []


@pytest.mark.parametrize("press", ["mouse", "keyboard"])
def test_a_question_is_answered(visit: Visit, press: str) -> None:
    """Each choice shows its own explanation, and no other."""
    page = visit(GUIDE)
    check = page.locator("fieldset.lb-check").first
    choices, told = check.get_by_role("radio"), check.locator(".lb-told")
    assert choices.count() == told.count() > 1
    expect(told.first).to_be_hidden()
    if press == "mouse":
        check.locator("label").first.click()
    else:
        choices.first.press(" ")
    expect(told.first).to_be_visible()
    if press == "mouse":
        check.locator("label").nth(1).click()
    else:
        choices.first.press("ArrowDown")
    expect(told.first).to_be_hidden()
    expect(told.nth(1)).to_be_visible()


@pytest.mark.parametrize("press", ["mouse", "keyboard"])
def test_the_finder_leads_to_the_cause(visit: Visit, press: str) -> None:
    """A pasted error, with other numbers than those of the book, leads to a section in one step."""
    page = visit("symptoms.html")
    field = page.locator(".lb-finder textarea")
    if press == "mouse":
        field.click()
    else:
        field.focus()
    page.keyboard.insert_text(
        "sqlalchemy.exc.TimeoutError: QueuePool limit of size 20 overflow 5 reached, "
        "connection timed out, timeout 30.00 (Background on this error at: https://sqlalche.me/e/20/3o7r)"
    )
    link = page.locator(".lb-finder ol a").first
    expect(link).to_be_visible()
    use(link, press)
    expect(page.locator("h1")).not_to_have_text("Find the cause by what you see")
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("press", ["mouse", "keyboard"])
def test_search_finds_a_page(visit: Visit, press: str) -> None:
    """The search of the side bar lists pages that have the word."""
    page = visit("index.html")
    field = page.get_by_role("textbox", name="Search").first
    if press == "mouse":
        field.click()
    else:
        field.focus()
    page.keyboard.type("QueuePool")
    page.keyboard.press("Enter")
    link = page.locator("#search-results li a").first
    expect(link).to_be_visible()
    use(link, press)
    expect(page.locator("article")).to_contain_text("QueuePool")


@pytest.mark.parametrize("press", ["mouse", "keyboard"])
def test_the_scheme_can_be_chosen(visit: Visit, press: str) -> None:
    """The button goes from the system's scheme to the other one; the next page keeps it."""
    page = visit("index.html", color_scheme="light")
    body = page.locator("body")
    expect(body).to_have_attribute("data-theme", "auto")
    use(page.locator(".theme-toggle-content button"), press)
    expect(body).to_have_attribute("data-theme", "dark")
    page.goto(page.url.replace("index.html", GUIDE))
    expect(body).to_have_attribute("data-theme", "dark")


def test_a_wrong_address_leads_back(browser: Any, book: str) -> None:
    """At any depth the page for it has its looks, and its links work."""
    page = browser.new_page()
    assert page.goto(f"{book}no/such/page.html").status == 404
    complaints = Complaints(page, book)
    expect(page.locator(".sidebar-drawer")).to_have_css("display", "flex")
    page.locator("article").get_by_role("link", name="Pool exhaustion").click()
    expect(page).to_have_url(f"{book}guides/pool-exhaustion.html")
    page.close()
    assert complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_screenshots_are_kept(visit: Visit, size: dict[str, int], scheme: str) -> None:
    """Pictures of the first page and of a guide, for someone to look at."""
    page = visit("index.html", viewport=size, color_scheme=scheme)
    for name in ("index.html", GUIDE):
        page.goto(page.url.replace("index.html", name))
        page.evaluate(LAY_OUT)
        picture = f"{name.split('/')[-1].removesuffix('.html')}-{size['width']}-{scheme}.png"
        height = min(5000, page.evaluate("document.documentElement.scrollHeight"))
        part = {"x": 0, "y": 0, "width": size["width"], "height": height}
        page.screenshot(path=SCREENSHOTS / picture, full_page=True, clip=part)
        assert (SCREENSHOTS / picture).stat().st_size > 10_000


def use(target: Any, press: str) -> None:
    """Click it, or go there and press Enter."""
    if press == "mouse":
        target.click()
    else:
        target.press("Enter")
