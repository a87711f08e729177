"""The words of the book: one table, a page that lists it, and a link at each first use."""

import re

import pytest
from tiny_site import SHOW, Site

from harness.record.examples import ROOT

TABLE = """
[[term]]
name = "out"
says = "Lent: somebody has it. It may come back."
phrases = ["still out", "is out"]

[[term]]
name = "saddle"
says = "What a rider sits on."
phrases = ["saddle"]
"""
LIST = "```{terms}\n```\n"
LINK = re.compile(r'<a class="lb-term[^>]*>([^<]*)</a>')


@pytest.fixture
def worded(site: Site) -> Site:
    """The tiny site with two words and their page."""
    (site.root / "docs" / "terms.toml").write_text(TABLE, encoding="utf-8")
    site.page(LIST, "terms.md")
    return site


def say(site: Site, text: str) -> str:
    """A page with that text; the first page, a list, has no links of this kind."""
    site.page(f"{SHOW}\nIt is out.\n\n```{{toctree}}\nshed\nterms\n```\n")
    site.page(text, "shed.md")
    assert not LINK.search(site.html())
    return (site.root / "html" / "shed.html").read_text(encoding="utf-8")


def test_the_page_lists_every_word(worded: Site) -> None:
    """Each has an anchor and its meaning."""
    say(worded, "")
    page = (worded.root / "html" / "terms.html").read_text(encoding="utf-8")
    assert '<dt id="term-out">out' in page
    assert "What a rider sits on." in page


def test_the_first_use_of_a_word_is_a_link(worded: Site) -> None:
    """One link for each word, with the first sentence as a hint, whatever its case."""
    page = say(worded, "The bike is out. A second one is still out; its Saddle, too, and a saddle.")
    assert LINK.findall(page) == ["is out", "Saddle"]
    assert 'href="terms.html#term-out" title="Lent:"' in page


def test_no_link_stands_in_code_headings_or_panels(worded: Site) -> None:
    """Only sentences have them, and no part of a longer word does."""
    page = say(worded, "## A saddle\n\n`saddle` and [saddle](terms.md), saddlebags, side-saddle.")
    assert LINK.findall(page) == []


def test_two_words_may_not_share_a_phrase(worded: Site) -> None:
    """The sentence says which two."""
    twice = TABLE.replace('"saddle"]', '"is out"]')
    (worded.root / "docs" / "terms.toml").write_text(twice, encoding="utf-8")
    said = "docs/terms.toml: 'is out' leads to 'out' and to 'saddle'; keep it at one of them"
    assert said in worded.refusal()


def test_the_books_own_table_is_sound() -> None:
    """Each word has a meaning that ends in a full stop, and no name stands twice."""
    from leakbook.terms import terms

    found = terms(ROOT / "docs")
    assert len({term.anchor for term in found}) == len(found) > 10
    assert [term.name for term in found if not term.says.endswith((".", ")"))] == []
