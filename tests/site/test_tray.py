"""The tray draws what was recorded: a frame for each reading, and nothing between them."""

from dataclasses import replace

import pytest
from leakbook.picture import tray
from leakbook.picture.frames import GLYPHS, LEGEND, Frame, frames
from leakbook.picture.tray import tray_of

from harness.record import evidence
from harness.record.evidence import Record
from harness.record.examples import BadExample
from harness.record.finding import judge
from harness.record.readings import Call, Crowd, Mode, Outcome, Pass, Readings

SERVED, WAITS = Outcome("returned"), Outcome("waits", stack=("buggy.py, in lend: pop()",))
FAILED = Outcome("raised", "ValueError", "no saddle")
BUGGY = Pass(
    (
        Call("good", 1, 0, SERVED),
        Call("bad", 1, 1, FAILED),
        Call("good", 2, 1, SERVED),
        Call("bad", 2, 2, FAILED),
    ),
    *(0, 2, 1, 1, 0),
    WAITS,
)
FIXED = Pass(tuple(Call(kind, 1, 0, SERVED) for kind in ("good", "bad") * 3), 0, 0, 0, 0, 0, SERVED)
INFLATED = Pass((Call("bad", 1, -1, FAILED), Call("bad", 0, -2, FAILED)), 0, -2, -2, -2, -2, SERVED)
DEADLOCK = Crowd(2, 2, 2, 0, (), 0, {}, (WAITS, WAITS), 2, 0.1, WAITS, WAITS)
SLOW = Crowd(4, 2, 2, 0, (2, 2, 1, 0), 4, {}, (), 0, 0.1, WAITS, SERVED)
PAUSED = Crowd(2, 2, 0, 2, (1, 0), 2, {}, (), 0, 0.1, FAILED, SERVED)


def record(run: Pass | Crowd, variant: str = "buggy", capacity: int | None = 2) -> Record:
    """A record of these readings."""
    crowd = run if isinstance(run, Crowd) else None
    passes = {Mode.DROP: run, Mode.KEEP: run} if isinstance(run, Pass) else {}
    readings = Readings("bike", capacity, passes, crowd, counted=True)
    return Record("bikes/lend", variant, "", judge(readings).promise, readings)


def readings(run: Pass | Crowd) -> list[int]:
    """Every reading of the gauge, in the order of the run."""
    if isinstance(run, Crowd):
        return [run.peak, run.peak, *run.readings, run.after]
    taken = [value for call in run.calls for value in (call.during, call.out)]
    return [*taken, run.calls[-1].out, run.dropped, run.collected, run.after_release]


ALL = [BUGGY, FIXED, INFLATED, DEADLOCK, SLOW, PAUSED]


@pytest.mark.parametrize("run", ALL)
def test_frame_number_i_is_reading_number_i(run: Pass | Crowd) -> None:
    """Frame by frame the units out are those recorded, and there are no other frames."""
    assert [frame.out for frame in frames(record(run))] == readings(run)


@pytest.mark.parametrize("run", ALL)
def test_the_slots_show_the_number(run: Pass | Crowd) -> None:
    """As many slots are taken as units are out; each one too many stands beside them."""
    for frame in frames(record(run)):
        taken = sum(frame.slots.count(each) for each in "lwe") - frame.slots.count("x")
        assert taken == frame.out, frame
        assert len(frame.slots.rstrip("x")) == 2, frame


def test_every_recorded_example_is_drawn_as_it_was_read() -> None:
    """Whatever the examples recorded, no slot is drawn that was not read."""
    found = [evidence.parse(path.read_text()) for path in evidence.BUILD.glob("*/*/*.json")]
    for each in (one for one in found if one.readings.capacity):
        run = each.readings.crowd or each.readings.dropping
        assert [frame.out for frame in frames(each)] == readings(run), each.example
        for frame in frames(each):
            taken = sum(frame.slots.count(letter) for letter in "lwe") - frame.slots.count("x")
            assert taken == frame.out, (each.example, each.variant, frame)


def test_each_call_is_seen_twice() -> None:
    """While it runs its caller stands at the counter with a unit; after it, what became of it."""
    good, after, bad, lost = frames(record(BUGGY))[:4]
    assert good == Frame("call 1, good, during", 1, "wf", "It takes a bike: 1 of 2 left.", "good")
    assert after == Frame(
        "call 1, good, after", 0, "rf", "It is served. Back again: 2 of 2 free.", "good"
    )
    assert (bad.slots, bad.who) == ("wf", "bad")
    said = "It gets ValueError. The bike does not come back: 1 of 2 left."
    assert lost == Frame("call 2, bad, after", 1, "lf", said, "bad")


def test_the_next_caller_stands_in_the_queue_while_it_waits() -> None:
    """A caller that waits is no longer at the counter."""
    next_one = frames(record(BUGGY))[8]
    assert next_one == Frame("next", 2, "ll", "The next caller waits.", "", 1)
    served = frames(record(FIXED))[12]
    assert served == Frame("next", 0, "ff", "The next caller is served.", "good", 0)


def test_what_comes_back_later_is_shown_coming_back() -> None:
    """After the references were dropped, the collector ran and the holder let go."""
    later = [(frame.at, frame.slots) for frame in frames(record(BUGGY))[9:]]
    assert later == [("dropped", "ll"), ("collected", "lr"), ("after_release", "rf")]


def test_too_many_permits_stand_beside_the_tray() -> None:
    """A permit that was released twice is one more than there are."""
    assert frames(record(INFLATED))[3].slots == "rrxx"


def test_a_deadlock_has_its_callers_in_the_queue() -> None:
    """All hold and all wait; one more caller joins them, and at the end nobody has left."""
    everybody, one_more, end = frames(record(DEADLOCK))
    assert (everybody.slots, everybody.queue) == ("ww", 0)
    assert one_more.queue == 1
    assert (end.slots, end.queue) == ("ll", 3)
    assert (
        end.text
        == "Nobody has ended: all 2 wait forever, those that hold bikes too. The next caller waits."
    )


def test_a_slow_consumers_queue_gets_shorter() -> None:
    """Each that is let through makes room for one who waits."""
    assert [frame.queue for frame in frames(record(SLOW))] == [2, 3, 1, 0, 0, 0, 0]


def test_units_whose_holder_is_busy_elsewhere_have_a_shape_of_their_own() -> None:
    """A unit that is out and not at work is seen as such."""
    assert frames(record(PAUSED))[0].slots == "ee"


def test_both_variants_are_shown_side_by_side() -> None:
    """A full tray, the calls that both made, a dozen frames at most; the rest is summed up."""
    shown = tray_of([record(BUGGY), record(FIXED, "fixed")], "tray-1")
    first, calls, ending = shown.rows[0], shown.rows[1:7], shown.rows[7:]
    assert (first[0].slots, first[0].text) == ("ff", "All 2 bikes are free.")
    assert [row[0].at for row in calls] == [row[1].at for row in calls]
    assert [row[0].at for row in ending] == ["next", "dropped", "collected", "after_release"]
    assert ending[0][1].text == "After 2 more calls all are free. The next caller is served."


def test_nobody_let_go_where_the_collector_was_the_last_word() -> None:
    """A step at which nothing could happen is left out."""
    leak = replace(BUGGY, dropped=2, collected=2, waited=2, after_release=2)
    shown = tray_of([record(leak), record(FIXED, "fixed")], "tray-1")
    assert [row[0].at for row in shown.rows[-2:]] == ["next", "both"]
    assert shown.rows[-1][0].text == "Still 0 of 2 free."


def test_a_long_run_says_how_many_calls_are_not_drawn() -> None:
    """A dozen frames, and at the gap the number of calls that were left out."""
    calls = FIXED.calls * 4
    many = replace(FIXED, calls=calls)
    shown = tray_of([record(many, "fixed")], "tray-1")
    named = {row[0].at.partition(",")[0] for row in shown.rows if row[0].at.startswith("call")}
    gap = next(row[0].text for row in shown.rows if "not drawn" in row[0].text)
    assert len(shown.rows) == tray.MOST
    assert gap.startswith(f"{len(calls) - len(named)} calls not drawn. ")


def test_a_short_run_leaves_nothing_out() -> None:
    """Where every call is drawn, no frame speaks of others."""
    shown = tray_of([record(BUGGY), record(FIXED, "fixed")], "tray-1")
    assert not any("not drawn" in frame.text for row in shown.rows for frame in row)


def test_a_crowd_that_stopped_stands_still_until_the_end() -> None:
    """A variant without a reading at a step says so."""
    shown = tray_of([record(DEADLOCK), record(SLOW, "fixed")], "tray-1")
    assert [row[0].at for row in shown.rows][3:] == [*(f"through {n}" for n in (1, 2, 3, 4)), "end"]
    assert shown.rows[4][0].text == "No further reading before the end."
    assert shown.rows[4][0].slots == "ww"


@pytest.mark.parametrize("capacity", [None, 0, 17])
def test_a_tray_has_a_small_capacity(capacity: int | None) -> None:
    """Without one, or with too many slots, there is nothing to draw."""
    with pytest.raises(BadExample, match="capacity"):
        tray_of([record(BUGGY, capacity=capacity)], "tray-1")


def test_the_frames_read_as_text() -> None:
    """Where there is no picture, each step is a line."""
    lines = tray.strip(tray_of([record(BUGGY), record(FIXED, "fixed")], "tray-1")).splitlines()
    assert lines[5].split() == ["Call", "2,", "bad:", "after", "◇●", "◉●"]
    assert lines[8].split() == ["The", "next", "caller", "◇◇", "●●"]
    assert "◇ out, nobody at work" in lines


def test_every_state_has_a_shape_and_a_meaning() -> None:
    """The legend knows each letter."""
    assert set(GLYPHS) == set(LEGEND)
