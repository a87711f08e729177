"""What a reader on a bad line waits for."""

import gzip
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from book_site import PAGES, built
from site_check import Page

MOST = 60_000
"""Bytes of a first view, compressed: the page and everything that it loads by itself."""
LIGHT = [
    name for name in PAGES if name.startswith("guides/") or name in ("index.html", "symptoms.html")
]


def weight(path: Path) -> int:
    """The compressed bytes of a page with its style sheets, scripts and icon."""
    loads = {(path.parent / urlsplit(each).path).resolve() for each in Page(path).loads}
    files = [path, *(each for each in loads if each.is_file() and each.suffix != ".html")]
    return sum(len(gzip.compress(each.read_bytes(), 9)) for each in files)


@pytest.mark.parametrize("name", LIGHT)
def test_a_first_view_is_light(name: str) -> None:
    """A page with all that it loads is at most 60 kB."""
    assert weight(built() / name) <= MOST
