"""What a reader on a bad line waits for."""

import gzip
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from book_site import PAGES, built
from leakbook.output.slim import slimmed
from pygments.styles import get_style_by_name
from pygments.token import Token
from site_check import Page

MOST = 60_000
"""Bytes of a first view, compressed: the page and everything that it loads by itself."""
LISTS = ("index.html", "symptoms.html", "leaks-that-were-shipped.html")
LIGHT = [name for name in PAGES if name.startswith("guides/") or name in LISTS]


def weight(path: Path) -> int:
    """The compressed bytes of a page with its style sheets, scripts and icon."""
    loads = {(path.parent / urlsplit(each).path).resolve() for each in Page(path).loads}
    files = [path, *(each for each in loads if each.is_file() and each.suffix != ".html")]
    return sum(len(gzip.compress(each.read_bytes(), 9)) for each in files)


@pytest.mark.parametrize("name", LIGHT)
def test_a_first_view_is_light(name: str) -> None:
    """A page with all that it loads is at most 60 kB."""
    assert weight(built() / name) <= MOST


@pytest.mark.parametrize("name", ["a11y-high-contrast-light", "a11y-high-contrast-dark"])
def test_what_loses_its_mark_had_no_colour(name: str) -> None:
    """Names, brackets and blanks look like plain text in both styles."""
    style = get_style_by_name(name)
    plain = style.style_for_token(Token.Text)
    assert [style.style_for_token(each) for each in (Token.Name, Token.Punctuation)] == [plain] * 2


def test_neighbours_of_one_colour_share_a_mark() -> None:
    """The text stays what it was."""
    code = '<span class="n">a</span><span class="o">=</span><span class="s2">&quot;</span>'
    code += '<span class="s2">b</span><span class="s2">&quot;</span><span class="o">+</span>'
    marked = '<span class="s2">&quot;b&quot;</span>'
    assert slimmed(code) == f'a<span class="o">=</span>{marked}<span class="o">+</span>'
