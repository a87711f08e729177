"""Examples are objects of Sphinx: links follow them, and other projects find them."""

import re

import pytest
from sphinx.util.inventory import InventoryFile
from tiny_site import SHOW, STRICT, Built, Site

ANCHOR = "example-bikes-lend"
OTHER = """
extensions = ["myst_parser", "sphinx.ext.intersphinx"]
intersphinx_mapping = {{"book": ("https://book.example/", {inventory!r})}}
"""
LINKS = """# Elsewhere

{{external+book:ref}}`{name}` and [in our words](inv:book:leak:example#{name}).
"""


def inventory(site: Site) -> dict[str, tuple[str, str]]:
    """What other projects are told of the example: address and title, by kind."""
    found = InventoryFile.loads((site.root / "html" / "objects.inv").read_bytes(), uri="")
    kinds = [
        kind for kind in ("leak:example", "std:label") if "bikes/lend" in found.data.get(kind, ())
    ]
    items = {kind: found.data[kind]["bikes/lend"] for kind in kinds}
    return {kind: (item.uri, item.display_name) for kind, item in items.items()}


def second_project(site: Site, name: str) -> Built:
    """Build a project that links to an example of the book."""
    docs = site.root / "other"
    docs.mkdir()
    known = str(site.root / "html" / "objects.inv")
    (docs / "conf.py").write_text(OTHER.format(inventory=known), encoding="utf-8")
    (docs / "index.md").write_text(LINKS.format(name=name), encoding="utf-8")
    arguments = ["-q", *STRICT, "-b", "html", str(docs), str(site.root / "other-html")]
    return site.sphinx.build(arguments, site.root / "stderr")


def test_a_link_leads_to_the_section_that_shows_the_example(site: Site) -> None:
    """It has the section's title, or the words that it was given."""
    links = "{place}`bikes/lend`, {leak:example}`the bike <bikes/lend>`, {place}`index`"
    site.page(f"## The lent bike\n\n{SHOW}\n{links}\n")
    paragraph = site.html().partition("<p><a ")[2].partition("</p>")[0]
    found = re.findall(r'href="([^"]*)".*?>(.*?)</a>', paragraph)
    assert [(address, re.sub("<[^>]+>", "", text)) for address, text in found] == [
        *(("#the-lent-bike", "The lent bike"), ("#the-lent-bike", "the bike"), ("#", "Bikes"))
    ]


def test_a_guide_comes_first(site: Site) -> None:
    """An example on several pages is found where it is explained."""
    site.page(f"{SHOW}\n{{place}}`bikes/lend`\n\n```{{toctree}}\na\nguides/z\n```\n")
    site.page(f"## Here\n\n{SHOW}", "a.md")
    site.page(f"## There\n\n{SHOW}", "guides/z.md")
    assert '<a class="reference internal" href="guides/z.html#there">There</a>' in site.html()


def test_a_link_follows_a_heading_that_changes(site: Site) -> None:
    """The page with the link is written anew, although it did not change."""
    site.page("{place}`bikes/lend`\n\n```{toctree}\nguides/z\n```\n")
    site.page(f"## Here\n\n{SHOW}", "guides/z.md")
    assert 'href="guides/z.html#here">Here</a>' in site.html()
    site.page(f"## There\n\n{SHOW}", "guides/z.md")
    assert 'href="guides/z.html#there">There</a>' in site.html()


@pytest.mark.parametrize("strict", [STRICT, ()])
def test_a_dangling_link_is_refused(site: Site, strict: tuple[str, ...]) -> None:
    """The sentence names page and line; a second build does not forget it."""
    site.page(f"{SHOW}\n{{place}}`bikes/lent`\n")
    for _ in range(2):
        done = site.build("html", strict=strict)
        assert done.returncode
        assert re.search(r"index\.md:6: WARNING: 'bikes/lent' is no page and on no", done.stderr)


def test_every_panel_has_an_anchor_of_its_name(site: Site) -> None:
    """It is there once on a page, and stays when the heading is rewritten."""
    for heading in ("Here", "There"):
        site.page(f"## {heading}\n\n{SHOW}\n{SHOW}")
        assert site.html().count(f'id="{ANCHOR}"') == 1
        known = (f"index.html#{ANCHOR}", heading)
        assert inventory(site) == {"leak:example": known, "std:label": known}


def test_an_example_that_is_shown_no_longer_is_no_object(site: Site) -> None:
    """What a page forgets, other projects are not told."""
    site.page(SHOW, "more.md")
    site.page("```{toctree}\nmore\n```\n")
    site.html()
    assert inventory(site)
    site.page("```{toctree}\n```\n")
    (site.root / "docs" / "more.md").unlink()
    assert "is on no page" in site.build().stderr
    assert inventory(site) == {}


def test_another_project_links_to_an_example(site: Site) -> None:
    """With intersphinx alone: by a role of reStructuredText, and by a link of Markdown."""
    site.page(f"## The lent bike\n\n{SHOW}")
    site.html()
    done = second_project(site, "bikes/lend")
    assert (done.returncode, done.stderr) == (0, "")
    page = (site.root / "other-html" / "index.html").read_text(encoding="utf-8")
    links = re.findall(r'<a class="reference external" href="([^"]*)".*?>(.*?)</a>', page)
    texts = [(address, re.sub("<[^>]+>", "", text)) for address, text in links]
    address = f"https://book.example/index.html#{ANCHOR}"
    assert texts == [(address, "The lent bike"), (address, "in our words")]


def test_another_project_is_told_of_a_name_that_is_gone(site: Site) -> None:
    """Its own build says so."""
    site.html()
    done = second_project(site, "bikes/lent")
    assert done.returncode
    assert done.stderr.count("bikes/lent") == 2
