"""All examples on one page, wide tables on a phone, and numbers that the build counts."""

from test_site import text_of
from tiny_site import SHOW, Site

ALL = "\n```{catalogue}\n```\n"
WIDE = """
| sign | what it means for the shed | what to do about it |
| --- | --- | --- |
| a bike is out | somebody rides it and will come back | wait for the rider |
"""


def test_every_example_has_a_row(site: Site) -> None:
    """Its case, library, unit, verdict and next caller; the link leads to the panel."""
    site.page(SHOW + ALL)
    page = site.html()
    row = page.partition("lb-catalogue")[2].partition("<tbody>")[2].partition("</tr>")[0]
    assert 'href="#example-bikes-lend"' in row
    said = text_of(row)
    for word in (
        "Every other rider keeps the bike.",
        "bikes/lend",
        "bike",
        "leaks for good",
        "waits",
    ):
        assert word in said
    assert 'class="lb-verdict lb-lost"' in row
    assert '<form class="lb-filters"' in page
    assert "catalogue.js" in page


def test_a_page_without_the_table_goes_without_its_script(site: Site) -> None:
    """Only the page that filters loads what filters."""
    assert "catalogue.js" not in site.html()


def test_the_list_alone_puts_no_example_on_a_page(site: Site) -> None:
    """An example that only the list names is still refused as an orphan."""
    site.page(ALL)
    assert "examples/bikes/lend: is on no page" in site.refusal()


def test_numbers_are_counted(site: Site) -> None:
    """The role says how many of something there are in this build."""
    site.page(f"{SHOW}\n{{count}}`examples` example in {{count}}`versions` versions.\n")
    assert "1 example in 2 versions." in text_of(site.html())


def test_what_is_not_counted_is_refused(site: Site) -> None:
    """A number that nobody counts stops the build, and the sentence says which there are."""
    site.page(f"{SHOW}\n{{count}}`bikes`\n")
    assert "'bikes' is not counted; there are examples, versions" in site.refusal()


def test_a_wide_table_names_its_columns_in_each_cell(site: Site) -> None:
    """On a phone a row is a card: each cell but the title says which column it is of."""
    site.page(SHOW + WIDE)
    page = site.html()
    assert "lb-cards" in page
    assert '<span class="lb-label">what to do about it: </span>wait for the rider' in page
    assert '<span class="lb-label">sign' not in page


def test_a_narrow_table_stays_as_it_is(site: Site) -> None:
    """Where a phone has room for the cells, nothing is added."""
    site.page(f"{SHOW}\n| lent | back |\n| --- | --- |\n| 2 | 1 |\n")
    assert "lb-label" not in site.html()
