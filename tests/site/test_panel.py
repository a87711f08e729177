"""The head of a panel, the tones, and the charts that are not drawn."""

import re
from dataclasses import replace

import pytest
from leakbook import tones
from leakbook.tones import Tone
from test_site import text_of
from tiny_site import REFUSED, SERVED, Site, buggy, drained, readings

from harness.record.evidence import Record
from harness.record.finding import Verdict, judge
from harness.record.readings import Mode, Readings


def record(found: Readings) -> Record:
    """A record of these readings."""
    return Record("bikes/lend", "buggy", "", judge(found).promise, found)


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_has_a_tone(verdict: Verdict) -> None:
    """Lost where a unit is out for good, clean where nobody is worse off, else amiss."""
    clean, extra = {Verdict.DRAINS, Verdict.LEVELS_OFF}, {Verdict.INFLATED}
    lost = {Verdict.LEAKS, Verdict.REFERENCE, Verdict.COLLECTOR, Verdict.DEADLOCK}
    expected = {Tone.BACK: clean, Tone.EXTRA: extra, Tone.LOST: lost}
    found = next((tone for tone, words in expected.items() if verdict in words), Tone.BREAKS)
    assert tones.of_verdict(verdict) is found


def test_nothing_lost_is_no_diamond() -> None:
    """A version whose next caller gets an error has the sign for that, and not the circle."""
    run = replace(drained().passes[Mode.DROP], next_caller=REFUSED)
    broken = replace(drained(), passes={Mode.DROP: run, Mode.KEEP: run})
    assert tones.of_record(record(broken)) is Tone.BREAKS
    assert tones.of_record(record(buggy())) is Tone.LOST
    assert tones.of_record(record(drained())) is Tone.BACK


def test_the_worse_of_two_passes_sets_the_tone() -> None:
    """What leaks only where results are kept is marked as lost."""
    mixed = replace(buggy(), passes={**buggy().passes, Mode.DROP: drained().passes[Mode.DROP]})
    assert tones.of_record(record(mixed)) is Tone.LOST


def test_a_panel_links_to_itself_and_says_what_it_ran_on(site: Site) -> None:
    """The sign leads to the panel's own anchor; a chip for each version, and the day."""
    site.record("buggy", day="2026-03-01")
    site.record("fixed", day="2026-03-02")
    page = site.html()
    anchor = re.search(r'class="lb-here" href="#([^"]+)"', page)
    assert anchor is not None
    assert f'id="{anchor[1]}"' in page
    chips = re.findall("<li>(.*?)</li>", page.partition('<ul class="lb-chips">')[2])
    assert [text_of(each) for each in chips[:3]] == [
        "shed 1.0",
        "Python 3.99.1",
        "run on 2 March 2026",
    ]


def test_a_panel_without_a_day_invents_none(site: Site) -> None:
    """Where one record has no day, none is shown."""
    site.record("fixed", day="2026-03-02")
    assert "<time" not in site.html()


def test_a_flat_line_is_not_drawn(site: Site) -> None:
    """Where nothing is ever out after a call, the verdict says so and no chart repeats it."""
    site.record("buggy", readings=drained(), promised=judge(drained()).promise)
    page = site.html()
    assert '<svg role="img"' not in page
    assert "both bikes are back after each of 6 calls" in text_of(page)


def test_units_too_many_are_drawn_upwards(site: Site) -> None:
    """A count that rises above its limit is drawn as what may be taken at once."""
    calls = [("good", 1, 0), ("bad", 1, -1), ("bad", 0, -2)]
    made = replace(readings(calls, -2, SERVED), counted=True)
    site.record("buggy", readings=made, promised=judge(made).promise)
    page = site.html()
    assert "Bikes that may be taken at once, after each call" in page
    assert "the limit: 2" in page
    picture = page[page.index('<svg role="img"') : page.index('<ul class="lb-legend"')]
    assert ">4</text>" in picture
    assert ">-" not in picture
    assert '<li class="lb-extra">' in page


def test_a_long_line_says_what_is_not_drawn(site: Site) -> None:
    """Of a fix that goes on as before the first calls are drawn, and the legend names the last."""
    longer = readings([("good", 1, 0), ("bad", 1, 0)] * 12, 0, SERVED)
    site.record("fixed", readings=longer, promised=judge(longer).promise)
    page = site.html()
    assert "fixed.py, and so on to call 24" in page
    assert "buggy.py, stops at call 4" in page
    assert ">call 1</text>" in page
    assert ">9</text>" not in page


def test_a_steady_leak_is_drawn_as_far_as_it_tells(site: Site) -> None:
    """Where each bad call costs the same and nobody is turned away, a dozen calls show it."""
    calls = [
        (kind, n // 2 + 1, n // 2 + (kind == "bad")) for n, kind in enumerate(["good", "bad"] * 12)
    ]
    leak = replace(readings(calls, 12, SERVED), capacity=None)
    site.record("buggy", readings=leak, promised=judge(leak).promise)
    page = site.html()
    assert "buggy.py, and so on to call 24" in page
    assert page[: page.index('<ul class="lb-legend"')].count("lb-mark-lost") == 6
