"""Pages in other forms: what is pasted elsewhere carries the code that was run."""

from pathlib import Path

import pytest
from leakbook.output.head import BLOCKS, CARD, PANELS, TABLES
from leakbook.output.markdown import brief
from site_check import faults
from tiny_site import FILES, SHOW, Site, Sphinx

from harness.record.examples import ROOT

ABOUT = "Bikes are lent *and* given [back](more.md). \n\n"


@pytest.fixture
def site(site: Site) -> Site:
    """A site of two pages and the page for an address that leads nowhere."""
    further = "\n| lent | back |\n| --- | --- |\n| 2 | a \\| b |\n\n```{toctree}\nmore\n```\n"
    site.page(ABOUT + SHOW + further)
    site.page("More.\n\n- one\n- two\n\n  three\n\n1. `a``b`\n", "more.md")
    (site.root / "docs" / "404.md").write_text(
        "---\norphan: true\n---\n# Lost\n\n[Home](index.md)\n"
    )
    return site


def clothed(site: Site, *options: str) -> Path:
    """The site in the book's own clothes."""
    settings = [f"leakbook_{each}={site.root / each}" for each in ("examples", "evidence")]
    given = ["-c", str(ROOT / "docs"), *(word for each in settings for word in ("-D", each))]
    done = site.build("html", *given, *options)
    assert (done.returncode, done.stderr) == (0, "")
    return site.root / "html"


def test_markdown_carries_the_verified_code(site: Site) -> None:
    """Beside each page lies its Markdown, with both files, the verdicts and the numbers."""
    site.html()
    text = (site.root / "html" / "index.md").read_text()
    assert text.startswith("# Bikes\n\nBikes are lent *and* given [back](more.md).\n")
    assert f"`buggy.py`\n\n```python\n{FILES['buggy.py']}```\n" in text
    assert f"`fixed.py`\n\n```python\n{FILES['fixed.py']}```\n" in text
    assert "- `buggy.py` **leaks for good**: 1 bike per bad call; the next caller waits." in text
    assert "| call 4, bad | 2, then 2 | 1, then 0 |" in text
    assert "| lent | back |\n| --- | --- |\n| 2 | a \\| b |" in text


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("Words and `code`.", "."),
        (":::{command} lab\n:::", f": {BLOCKS}."),
        (":::{file} bikes/lend/riders.csv\n:::", f": {BLOCKS}."),
        (":::{tally}\n:::", f": {TABLES}."),
        (SHOW, f": {BLOCKS}, and {PANELS}."),
        (SHOW + ":::{tally}\n:::", f": {BLOCKS}, {PANELS}, and {TABLES}."),
    ],
)
def test_the_last_sentence_is_true_of_the_page(site: Site, shown: str, said: str) -> None:
    """The Markdown form says what holds of the blocks, panels and tables that this page has."""
    site.page(f"{SHOW}\n```{{toctree}}\nmore\n```\n")
    site.page(shown, "more.md")
    site.html()
    text = (site.root / "html" / "more.md").read_text()
    assert text.endswith(f"\n---\n\nFrom [Tiny](index.md){said}\n")


def test_calls_that_read_alike_are_summed_up() -> None:
    """After a good and a bad call like the two before, one row stands for all."""
    calls = [(f"call {n}, {'bad' if n % 2 else 'good'}", f"{n % 2}") for n in range(6)]
    end = ("then gc.collect()", "0")
    assert list(brief([*calls, end])) == [*calls[:2], ("the same up to call 5, bad", ""), end]


def test_markdown_keeps_lists(site: Site) -> None:
    """Lists, their inner paragraphs and code with backticks stay what they are."""
    site.html()
    text = (site.root / "html" / "more.md").read_text()
    assert "- one\n\n- two\n\n  three" in text
    assert "1. " in text


def test_llms_txt_lists_every_page(site: Site) -> None:
    """The index has a line for each page, its links relative where no host is known."""
    site.html()
    lines = (site.root / "html" / "llms.txt").read_text().splitlines()
    assert [line for line in lines if line.startswith("- [")] == [
        "- [Bikes](index.md): Bikes are lent and given back.",
        "- [Bikes](more.md): More.",
    ]


def test_a_card_says_what_the_page_is(site: Site) -> None:
    """Description, card and Markdown are named in the head; nothing names a host."""
    head = (clothed(site) / "index.html").read_text().split("<body>")[0]
    assert '<meta name="description" content="Bikes are lent and given back.">' in head
    assert '<meta property="og:title" content="Bikes">' in head
    assert '<link rel="alternate" type="text/markdown" href="index.md">' in head
    assert "://" not in head
    assert not (site.root / "html" / "sitemap.xml").exists()


def test_where_the_host_is_known_it_is_named(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """With an address from the environment there are a sitemap and whole links."""
    monkeypatch.setenv("READTHEDOCS_CANONICAL_URL", "https://bikes.example/en/")
    sphinx = Sphinx()  # a process that has this environment
    root = clothed(Site(site.root, sphinx))
    sphinx.close()
    there = "https://bikes.example/en/"
    assert f"<loc>{there}more.html</loc>" in (root / "sitemap.xml").read_text()
    assert f'<link rel="canonical" href="{there}more.html"' in (root / "more.html").read_text()
    assert "404" not in (root / "sitemap.xml").read_text()
    assert f"({there}more.md)" in (root / "llms.txt").read_text()
    assert f'property="og:url" content="{there}index.html"' in (root / "index.html").read_text()
    assert f'property="og:image" content="{there}{CARD}"' in (root / "index.html").read_text()
    assert (root / CARD).read_bytes().startswith(b"\x89PNG")
    assert '<base href="/en/">' in (root / "404.html").read_text()


def test_the_page_for_lost_readers_works_at_any_depth(site: Site) -> None:
    """Its links start at the root, those within the page included; machines pass it by."""
    page = (clothed(site) / "404.html").read_text()
    assert '<base href="/">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert '<a class="skip-to-content muted-link" href="404.html#furo-main-content">' in page
    assert not (site.root / "html" / "404.md").exists()


def test_nothing_is_inline(site: Site) -> None:
    """Every page has the policy, and no script, style or handler that it would forbid."""
    root = clothed(site)
    for path in root.rglob("*.html"):
        page = path.read_text()
        policy = page.index('<meta http-equiv="Content-Security-Policy" content="default-src')
        assert policy < page.index("<link")
        assert "unsafe" not in page
        assert "<script>" not in page
        assert "<style" not in page
        assert ' style="' not in page
        assert ' onclick="' not in page
    assert list(faults(root)) == []
