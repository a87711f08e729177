"""Questions, the tray and the finder in a real browser, and what their directives refuse."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")

from book_site import served
from chrome import violations
from fresh_errors import ERRORS, SAID
from leakbook.finder import index as finder
from playwright.sync_api import Page, expect
from tiny_site import REFUSED, SHOW, Site, Sphinx, buggy, lay_out

from harness.record.examples import ROOT
from harness.record.finding import judge
from harness.record.readings import Mode

TRAY = ":::{tray} bikes/lend\n:::\n"
CHECK = """
:::{check} Which rider keeps the `bike`?
- [ ] The first.
  It came back.
- [x] The second.
  Nobody saw it again.
:::

:::{check} Why?
There is *no lock*.
:::
"""
PAGE = SHOW + TRAY + CHECK + "\n{place}`bikes/lend`\n"
SYMPTOMS = """
[[bikes]]
page = "no-bike-left"
title = "no bike left after … s"
text = "ShedError: no bike left after 30 s"
source = "https://shed.example/"
means = "All `bikes` are out."

[[bikes.cause]]
name = "A rider keeps it"
at = "bikes/lend"
tell = "The shed is empty at night."

[[bikes]]
page = "no-hope"
title = "no bike & no hope"
recorded = "bikes/lend buggy victim"
means = "Recorded."

[[bikes.cause]]
name = "A rider keeps it"
at = "symptoms"
tell = "The shed is empty at night."
source = "https://shed.example/"
"""
WORDS = [query for query, _ in ERRORS + SAID]
POLICY = (  # the tiny site's theme writes a style into its bars; we write none, see below
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"
)

Visit = Callable[..., Page]


@pytest.fixture
def tiny(tmp_path_factory: pytest.TempPathFactory, sphinx: Sphinx) -> Site:
    """A tiny site to be spoilt."""
    return furnished(lay_out(tmp_path_factory.mktemp("tiny"), sphinx))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, sphinx: Sphinx) -> Iterator[str]:
    """The address of the tiny site, with everything on it that can be used."""
    site = furnished(lay_out(tmp_path_factory.mktemp("book"), sphinx))
    done = site.build("html")
    assert (done.returncode, done.stderr) == (0, "")
    with served(site.root / "html") as address:
        yield address


@pytest.fixture
def policy() -> str:
    """Every page is put under a policy."""
    return POLICY


def furnished(site: Site) -> Site:
    """The tiny site with a symptoms page, our styles and scripts, and all there is to use."""
    readings = buggy()
    run = replace(readings.passes[Mode.DROP], next_caller=REFUSED)
    readings = replace(readings, passes={Mode.DROP: run, Mode.KEEP: run})
    site.record("buggy", readings=readings, promised=judge(readings).promise)
    (site.root / "docs" / "symptoms.toml").write_text(SYMPTOMS, encoding="utf-8")
    with (site.root / "docs" / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(f"leakbook_symptoms = {str(site.root / 'docs' / 'symptoms.toml')!r}\n")
        conf.write('html_sidebars = {"**": []}\n')  # the theme's search box is scripted inline
        conf.write(f"html_favicon = {str(ROOT / 'docs' / '_static' / 'favicon.svg')!r}\n")
        conf.write(f"html_static_path = [{str(ROOT / 'docs' / '_static')!r}]\n")
    tables = "```{finder}\n```\n\n```{symptoms} bikes\n```\n"
    site.page(tables, "symptoms.md")
    site.page(PAGE + "\n```{finder}\n```\n\n```{toctree}\nsymptoms\n```\n")
    return site


@pytest.mark.parametrize(
    "text, sentence",
    [
        (":::{check} Why?\n:::", "this check has no answer"),
        (":::{check} Why?\n- [x] So.\n  Yes.\n:::", "two options or more"),
        (":::{check} Why?\n- [x] So.\n  Yes.\n- [x] Not.\n  No.\n:::", "one of them is marked"),
        (":::{check} Why?\n- [x] So.\n- [ ] Not.\n  No.\n:::", "has no explanation"),
        (":::{tray} bikes/sell\n:::", "no example is called 'bikes/sell'"),
        (":::{symptoms} cars\n:::", "has no group 'cars'"),
        ("{place}`bikes/sell`", "is no page and on no page"),
    ],
)
def test_a_page_is_refused(tiny: Site, text: str, sentence: str) -> None:
    """What is incomplete stops the build, in one sentence."""
    tiny.page(f"{PAGE}\n{text}\n\n```{{toctree}}\nsymptoms\n```\n")
    assert sentence in tiny.refusal()


@pytest.mark.parametrize(
    "old, new, sentence",
    [
        ('at = "bikes/lend"', 'at = "bikes/sell"', "is no page and on no page"),
        ('source = "https://shed.example/"', "", "has the wrong fields"),
        ('text = "Shed', 'recorded = "x"\ntext = "Shed', "has the wrong fields"),
        ("buggy victim", "buggy warning", "has no warning"),
    ],
)
def test_a_row_of_symptoms_is_refused(tiny: Site, old: str, new: str, sentence: str) -> None:
    """A row leads to a page that exists, and its text is recorded or has a source."""
    path = tiny.root / "docs" / "symptoms.toml"
    path.write_text(SYMPTOMS.replace(old, new), encoding="utf-8")
    assert sentence in tiny.refusal()


def test_a_link_follows_its_example(tiny: Site) -> None:
    """A link to an example leads to the section that shows it."""
    tiny.page(f"## The lent bike\n\n{PAGE}\n\n```{{toctree}}\nsymptoms\n```\n")
    assert 'href="#the-lent-bike">The lent bike</a>' in tiny.html()


def test_everything_reads_as_text(tiny: Site) -> None:
    """The text builder has each question, each explanation and each frame."""
    done = tiny.build("text")
    assert (done.returncode, done.stderr) == (0, "")
    text = (tiny.root / "text" / "index.txt").read_text(encoding="utf-8")
    for part in ("**Right.** Nobody saw it again.", "There is *no lock*.", "Call 2, bad: after"):
        assert part in text


@pytest.mark.parametrize("scripts", [True, False])
def test_an_option_tells_why(visit: Visit, scripts: bool) -> None:
    """Choosing an option shows its explanation, and only that, with and without a script."""
    page = visit(java_script_enabled=scripts)
    page.get_by_label("The first.").check()
    expect(page.get_by_text("It came back.")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_text("Nobody saw it again.")).to_be_visible()
    expect(page.get_by_text("It came back.")).not_to_be_visible()


def test_an_option_is_announced(visit: Visit) -> None:
    """The explanation stands in a live region, and the question names the group."""
    page = visit()
    page.get_by_role("group", name="Which rider keeps the bike?").get_by_label(
        "The second."
    ).check()
    status = page.get_by_role("status").filter(has_text="Nobody saw it again.")
    expect(status).to_have_text("Right. Nobody saw it again.")


def test_an_answer_opens(visit: Visit) -> None:
    """A question without options has its answer behind a disclosure."""
    page = visit(java_script_enabled=False)
    page.get_by_text("Answer", exact=True).press("Enter")
    expect(page.get_by_text("There is no lock.")).to_be_visible()


def taken(page: Page) -> list[int]:
    """How many slots of each tray are taken, as drawn."""
    drawn: list[int] = page.evaluate(
        "[...document.querySelectorAll('.lb-counter .lb-slots')].map("
        "(tray) => tray.querySelectorAll('.lb-w, .lb-l, .lb-e').length)"
    )
    return drawn


def test_every_step_of_the_tray_is_recorded(visit: Visit) -> None:
    """Stepping through by keyboard draws the readings one after the other, and back again."""
    page = visit()
    page.locator(".lb-stage").focus()
    page.keyboard.press("Home")
    forth = [taken(page)]
    for _ in range(8):
        page.keyboard.press("ArrowRight")
        forth.append(taken(page))
    assert [each[0] for each in forth] == [0, 1, 0, 1, 1, 2, 1, 2, 2]
    assert [each[1] for each in forth] == [0, *[1, 0] * 4]
    page.keyboard.press("ArrowLeft")
    assert taken(page) == forth[7]


def test_the_tray_is_told_in_words(visit: Visit) -> None:
    """Each step is said: what was called, and what came of it in both variants."""
    page = visit()
    page.get_by_role("button", name="Restart").click()
    for _ in range(2):
        page.get_by_role("button", name="Step").click()
    said = (
        "Call 1, good: after. buggy.py: It is served. Back again: 2 of 2 free. "
        "fixed.py: It is served. Back again: 2 of 2 free."
    )
    expect(page.locator(".lb-bar [role=status]")).to_have_text(said)
    expect(page.locator(".lb-at span")).to_have_text("Call 1, good: after")


def test_space_plays_and_pauses(visit: Visit) -> None:
    """The tray plays from its beginning and stands still when told to."""
    page = visit()
    page.clock.install()
    page.locator(".lb-stage").press("Space")
    expect(page.locator(".lb-at span")).to_have_text("Call 1, good: during")
    page.clock.run_for(1900)
    expect(page.locator(".lb-at span")).to_have_text("Call 2, bad: during")
    page.locator(".lb-stage").press("Space")
    page.clock.run_for(5000)
    expect(page.locator(".lb-at span")).to_have_text("Call 2, bad: during")


def test_the_tray_stops_at_the_end(visit: Visit) -> None:
    """The timeline leads to the last reading, where there is nothing left to play."""
    page = visit()
    timeline = page.get_by_role("slider", name="Step")
    timeline.press("End")
    last = "References dropped, gc.collect() ran"
    expect(page.locator(".lb-at span")).to_have_text(last)
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    assert timeline.get_attribute("aria-valuetext") == last


def test_without_a_script_the_tray_is_a_picture_and_a_table(visit: Visit) -> None:
    """The full tray is drawn, every step is in the table, and no dead button is shown."""
    page = visit(java_script_enabled=False)
    expect(page.locator(".lb-at span")).to_have_text("Before the first call")
    expect(page.locator(".lb-bar")).not_to_be_visible()
    expect(page.get_by_role("cell", name="It takes a bike: 0 of 2 left.").first).to_be_visible()


def test_nothing_moves_where_motion_is_unwelcome(visit: Visit) -> None:
    """With reduced motion no slot is animated."""
    page = visit(reduced_motion="reduce")
    page.get_by_role("button", name="Step").click()
    assert page.evaluate("document.getAnimations().length") == 0


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_scrolls_sideways(visit: Visit, width: int) -> None:
    """Questions, tray, tables and results fit a phone."""
    for name in ("index.html", "symptoms.html"):
        page = visit(name, viewport={"width": width, "height": 800})
        page.locator("textarea").fill("ShedError: no bike left")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_index_is_loaded_on_first_use(visit: Visit) -> None:
    """No reader pays for the finder who does not use it."""
    asked: list[str] = []
    page = visit("symptoms.html")
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.reload()
    assert "finder-index.js" not in asked
    page.locator("textarea").fill("ShedError: no bike left after 5 s")
    expect(page.locator(".lb-finder ol > li > a").first).to_have_text("no bike left after … s")
    assert asked.count("finder-index.js") == 1


def test_a_pasted_error_leads_to_its_page(visit: Visit) -> None:
    """From the first page the text goes along in the fragment, which no server sees."""
    page = visit()
    page.locator("textarea").fill("x.ShedError: no bike left after 5.00 s")
    page.get_by_role("button", name="Find the cause").click()
    expect(page.locator(".lb-finder li").first).to_contain_text("All bikes are out.")
    expect(page.locator(".lb-finder li").first).to_contain_text("known text")
    expect(page.locator(".lb-causes li").first).to_contain_text("The shed is empty at night.")
    assert page.url.partition("#")[0].endswith("symptoms.html")


def test_the_query_survives_back(visit: Visit) -> None:
    """Who has read an answer and goes back finds the text and its answers again."""
    page = visit("symptoms.html")
    page.locator("textarea").fill("ShedError: no bike left after 5 s")
    page.locator(".lb-finder ol > li > a").first.click()
    expect(page.locator("h1")).to_contain_text("no bike left")
    page.go_back()
    expect(page.locator("textarea")).to_have_value("ShedError: no bike left after 5 s")
    expect(page.locator(".lb-finder ol > li > a").first).to_have_text("no bike left after … s")


def test_a_link_to_an_answer_can_be_shared(visit: Visit, browser: Any) -> None:
    """The address that the box leaves behind gives the same answer to somebody else."""
    page = visit("symptoms.html")
    page.locator("textarea").fill("ShedError: no bike left after 7 s")
    first = page.locator(".lb-finder ol > li > a").first
    expect(first).to_have_text("no bike left after … s")
    elsewhere = browser.new_page()
    elsewhere.goto(page.url)
    expect(elsewhere.locator("textarea")).to_have_value("ShedError: no bike left after 7 s")
    expect(elsewhere.locator(".lb-finder ol > li > a").first).to_have_text("no bike left after … s")
    elsewhere.close()


def test_the_fix_is_copied_in_place(browser: Any, book: str) -> None:
    """The answer hands over the fixed file."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{book}symptoms.html#find=ShedError%3A%20no%20bike%20left%20after%205%20s")
    page.get_by_role("button", name="Copy fixed.py").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert "return shed[0]" in page.evaluate("navigator.clipboard.readText()")
    context.close()


@pytest.mark.parametrize(
    "text",
    [
        'File "app.py", line 7, in lend\n    raise ShedError("no bike left")\nKeyError: 7',
        "    raise Other(no, bike)",
    ],
)
def test_a_line_of_code_is_never_sure(visit: Visit, text: str) -> None:
    """The last line says what happened; code below a frame says only where."""
    page = visit("symptoms.html")
    page.locator("textarea").fill("ShedError: no bike left after 30 s")
    expect(page.locator(".lb-sure")).to_have_count(1)
    page.locator("textarea").fill(text)
    expect(page.locator(".lb-sure")).to_have_count(0)


def test_a_recorded_text_is_found_too(visit: Visit) -> None:
    """What the runs recorded is in the index, and marked as such."""
    page = visit("symptoms.html")
    page.locator("textarea").fill("bikes.PoolTimeout: no bike & no hope <soon>")
    expect(page.locator(".lb-finder li").first).to_contain_text("as recorded")


def test_without_a_script_the_tables_are_there(visit: Visit) -> None:
    """The box leads to the page, and the page has every text."""
    page = visit(java_script_enabled=False)
    page.get_by_role("button", name="Find the cause").click()
    expect(page.get_by_role("cell", name="ShedError: no bike left after 30 s")).to_be_visible()


def test_browser_and_python_agree(visit: Visit) -> None:
    """For every fresh text the script has the same words and the same ranking."""
    page = visit("symptoms.html")
    theirs = page.evaluate("(texts) => texts.map(leakbookFinder.words)", WORDS)
    assert theirs == [finder.words(each) for each in WORDS]
    rows = [finder.Entry((" ".join(finder.words(each)),), each, "", str(n), "", False)
            for n, each in enumerate(WORDS)]  # fmt: skip
    ranked = page.evaluate(
        "([rows, texts]) => { const index = leakbookFinder.prepare(rows);"
        " const { rank } = leakbookFinder;"
        " return texts.map((text) => rank(text, index).map(({ entry }) => entry.u)); }",
        [json.loads(json.dumps([row.to_json() for row in rows])), WORDS],
    )
    assert ranked == [[found.entry.url for found in finder.rank(each, rows)] for each in WORDS]


@pytest.mark.parametrize("name", ["index.html", "symptoms.html"])
def test_axe_finds_nothing_in_what_we_draw(browser: Any, book: str, name: str) -> None:
    """Questions, tray, finder and tables are sound; the tiny site's theme is not our matter."""
    page = browser.new_page()
    page.goto(book + name)
    ours = [each for each in violations(page) if ".lb-" in each or "#tray" in each]
    page.close()
    assert ours == []


def test_we_write_no_style_into_a_page(visit: Visit) -> None:
    """A policy may forbid inline styles, too."""
    for name in ("index.html", "symptoms.html"):
        assert visit(name).locator("[role=main] [style]").count() == 0
