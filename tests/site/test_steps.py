"""Every example with a small capacity has its tray on a page of its own."""

from dataclasses import replace
from pathlib import Path

from tiny_site import SHOW, Site, buggy, drained

from harness.record.readings import Mode

LINK = '<p class="lb-steps"><a href="steps/bikes/lend.html">Play this run</a></p>'


def steps(site: Site) -> Path:
    """Where the page of the tray is."""
    return site.root / "html" / "steps" / "bikes" / "lend.html"


def test_a_panel_links_to_its_tray(site: Site) -> None:
    """The page has every frame, both verdicts, and leads back to the section with the code."""
    site.page(f"## The lent bike\n\n{SHOW}")
    assert LINK in site.html()
    page = steps(site).read_text(encoding="utf-8")
    assert "<h1>The lent bike, step by step</h1>" in page
    assert 'href="../../index.html#the-lent-bike"' in page
    assert page.count("<tr><th") == 1 + len(buggy().passes[Mode.DROP].calls) * 2 + 2
    assert "<strong>leaks for good</strong>" in page
    assert 'src="../../_static/tray.js' in page


def test_without_a_capacity_there_is_no_tray(site: Site) -> None:
    """Where nothing limits the units there is nothing to draw, and no link to it."""
    for variant, readings in (("buggy", buggy()), ("fixed", drained())):
        site.record(variant, readings=replace(readings, capacity=None))
    assert "lb-steps" not in site.html()
    assert not steps(site).exists()


def test_a_tray_on_the_page_needs_no_link(site: Site) -> None:
    """The page that shows the tray itself does not lead to it."""
    site.page(f"{SHOW}\n:::{{tray}} bikes/lend\n:::\n")
    assert "lb-steps" not in site.html()


def test_only_a_changed_tray_is_written_anew(site: Site) -> None:
    """A build after an edit of prose leaves the page alone; new evidence does not."""
    site.html()
    first = steps(site).stat().st_mtime_ns
    site.page(f"{SHOW}\nOne more word.")
    site.html()
    assert steps(site).stat().st_mtime_ns == first
    site.record("buggy", repeats=2)
    site.html()
    assert steps(site).stat().st_mtime_ns > first
