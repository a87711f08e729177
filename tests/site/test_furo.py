"""What is repaired in the theme's output is still there to be repaired."""

import pytest
from leakbook.output.furo import HERE, REPAIRS, SHAPE, repaired
from leakbook.output.slim import SEARCH, UNUSED
from site_check import faults
from tiny_site import SHOW, Site

RICH = f"""
{SHOW}
```{{toctree}}
:caption: More
more
```

```{{list-table}} Bikes
:header-rows: 1
:name: shed

* -
  - lent
* - red
  - 1
```

|     | lent |
| --- | ---- |
| red | 1    |
"""
FURO = ("-D", "html_theme=furo")
WITHOUT = "from leakbook.output import furo\nfuro.OneId.run = lambda self, **rest: None\n"


@pytest.fixture
def site(site: Site) -> Site:
    """A site with one of everything that is repaired."""
    site.page(RICH)
    site.page("## One\n\n## Two\n", "more.md")
    return site


def furos(site: Site) -> str:
    """What Furo writes, before it is repaired."""
    done = site.build("html", *FURO)
    assert (done.returncode, done.stderr) == (0, "")
    return "".join(path.read_text() for path in sorted((site.root / "html").rglob("*.html")))


def test_furo_still_writes_what_is_repaired(site: Site) -> None:
    """A word of the theme that is no longer there is a repair that no longer works."""
    written = furos(site)
    wanted = [*REPAIRS, HERE, SHAPE + HERE, '<meta charset="utf-8">', *SEARCH]
    assert [text for text in wanted if text not in written] == []
    assert all((site.root / "html" / name).is_file() for name in UNUSED)


def test_every_repair_is_made(site: Site) -> None:
    """Nothing that was to be replaced is left."""
    html = repaired("index", furos(site))
    assert [text for text, ours in REPAIRS.items() if text in html and text not in ours] == []
    assert [ours for ours in REPAIRS.values() if ours not in html] == []


def test_links_of_the_page_for_the_lost_say_where() -> None:
    """Its ``<base>`` would send them to the first page; drawings keep their own."""
    page = '<a href="#top">up</a><use href="#sun">'
    assert repaired("404", page) == '<a href="404.html#top">up</a><use href="#sun">'
    assert repaired("index", page) == page


def test_without_its_repair_a_table_has_its_id_twice(site: Site) -> None:
    """Furo's box takes the id of the table in it; the checker of the site would see that."""
    furos(site)
    assert [each for each in faults(site.root / "html") if "comes twice" in each] == []
    with (site.root / "docs" / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(WITHOUT)
    assert site.build("html", *FURO, "-E").returncode == 0
    assert "index.html: id 'shed' comes twice" in list(faults(site.root / "html"))
