"""Records: what is left over in words, what differs, and what no page may show."""

import json
import os
import platform
from collections.abc import Callable
from dataclasses import is_dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from made_readings import a_crowd, a_pass, ending, left, some_readings

from harness.record import evidence, finding, readings
from harness.record.evidence import COMMAND, BadEvidence, Record, difference
from harness.record.examples import Example
from harness.record.faults import Fault, Sort, by_sort, undeclared, untrue
from harness.record.finding import Promise
from harness.record.readings import Leftover, Readings, from_json

MakeExample = Callable[..., Example]
FLAT = "g0 b0 g0 b0"
GROWS = "g0 b1 g1 b2"
LEAKS = {"drop": a_pass(GROWS, "2 2 2 2"), "keep": a_pass(GROWS, "2 2 2 2")}
LOST = Fault(Sort.BEFORE, "`os.unlink(name)` in f()", "the good call", "1 file left over")
HELD = Fault(Sort.AFTER, "`os.unlink(name)` in f()", "the good call")
EMPTY = '"""Lend."""\n'


def shapes_of(module: ModuleType) -> list[type]:
    """The dataclasses that a module has."""
    return [each for each in vars(module).values() if isinstance(each, type) and is_dataclass(each)]


def a_record(*things: Leftover, variant: str = "fixed", **rest: Any) -> Record:
    """A record of a fix that drains and leaves these things."""
    after = left(*things, **{n: rest.pop(n) for n in ("warnings", "late", "teardown") if n in rest})
    readings = rest.pop("readings", some_readings(strict=a_pass(FLAT, aftermath=after)))
    return Record("topic/case", variant, "digest", Promise("drains"), readings, **rest)


@pytest.mark.parametrize(
    ("thing", "words"),
    [
        (Leftover("file", 1, 1), "1 file"),
        (Leftover("file", 3, 2), "2 files"),
        (Leftover("file", 3, 2, 1), "2 files, growing with the calls"),
        (Leftover("file", 3, 0, 1), "3 files, growing with the calls until the collector runs"),
        (Leftover("file", 3, 0), ""),
        (Leftover("memory", 96, 96, 96), "96 KiB of memory more after each round of calls"),
    ],
)
def test_a_leftover_in_words(thing: Leftover, words: str) -> None:
    """How many, whether there is more with each call, and whether the collector takes it."""
    assert a_record(thing).litter == words


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (a_record(), ""),
        (a_record(Leftover("file", 1, -1)), ""),
        (a_record(Leftover("file", 1, 0, -1)), ""),
        (a_record(Leftover("file", 1, 1), leaves={"file": "the report"}), ""),
        (a_record(Leftover("file", 1, 1), leaves={"thread": "the pool"}), "1 file"),
        (a_record(warnings=("UserWarning: odd",)), "UserWarning: odd"),
        (a_record(late=("UserWarning: odd",)), "UserWarning: odd"),
        (a_record(warnings=("UserWarning: odd",), late=("UserWarning: odd",)), "UserWarning: odd"),
        (a_record(warnings=("UserWarning: odd",), leaves={"UserWarning": "known"}), ""),
        (a_record(teardown="OSError: gone"), "the tear-down raised OSError: gone"),
        (
            a_record(Leftover("file", 1, 1), Leftover("thread", 2, 2), teardown="OSError: gone"),
            "1 file, 2 threads, the tear-down raised OSError: gone",
        ),
        (a_record(Leftover("file", 1, 1), variant="buggy"), ""),
        (
            a_record(Leftover("file", 1, 1, 1), variant="buggy"),
            "1 file, growing with the calls",
        ),
        (a_record(Leftover("file", 0, 0, 1), variant="buggy", late=("UserWarning: odd",)),
         "0 files, growing with the calls until the collector runs"),
        (a_record(variant="buggy", warnings=("UserWarning: odd",), teardown="OSError: gone"),
         "the tear-down raised OSError: gone"),
        (
            a_record(
                variant="buggy",
                readings=some_readings(
                    drop=replace(LEAKS["drop"], aftermath=left(Leftover("file", 1, 1, 1))),
                    keep=LEAKS["keep"],
                ),
            ),
            "",  # it leaks, as it was meant to
        ),
        (
            a_record(
                variant="buggy",
                readings=some_readings(
                    strict=a_pass(FLAT, caller="OSError", aftermath=left(Leftover("file", 1, 1, 1)))
                ),
            ),
            "1 file, growing with the calls",  # it breaks, which explains no file
        ),
    ],
)  # fmt: skip
def test_what_is_left_over(record: Record, words: str) -> None:
    """All that is not allowed by name; of a buggy variant what explains no promise."""
    assert record.litter == words


def test_the_pass_with_the_most_left_counts() -> None:
    """Each kind is named once, as many as the worst pass left for good."""
    readings = some_readings(
        drop=a_pass(FLAT, aftermath=left(Leftover("file", 9, 1), Leftover("thread", 1, 1))),
        keep=a_pass(FLAT, aftermath=left(Leftover("file", 2, 2), Leftover("thread", 1, 1, 1))),
        pin=a_pass(FLAT, aftermath=left(Leftover("file", 5, 0))),
    )
    assert a_record(readings=readings).litter == "2 files, 1 thread, growing with the calls"


def test_a_crowd_leaves_things_as_well() -> None:
    """The aftermath of a crowd counts as that of a pass."""
    crowd = a_crowd(aftermath=left(Leftover("thread", 1, 1), warnings=("UserWarning: odd",)))
    assert a_record(readings=some_readings(crowd=crowd)).litter == "1 thread, UserWarning: odd"


@pytest.mark.parametrize(
    ("record", "keeps"),
    [
        (a_record(), True),
        (replace(a_record(), promised=Promise("slow")), False),
        (a_record(Leftover("file", 1, 1)), False),
        (a_record(faults=(HELD,)), True),
        (a_record(faults=(LOST,)), False),
        (a_record(faults=(LOST,), not_stood={"os.unlink": "It stays."}), True),
        (a_record(faults=(HELD,), not_stood={"os.unlink": "It stays."}), False),
    ],
)
def test_a_promise_is_kept_or_not(record: Record, keeps: bool) -> None:
    """The finding, the leftovers and the faults all have to be as declared."""
    assert record.keeps_promise is keeps


def test_a_loss_is_named_for_a_sentence() -> None:
    """The first fault that is lost and not declared."""
    other = replace(LOST, place="`os.close(n)` in g()", loss="1 descriptor lost")
    record = a_record(faults=(HELD, LOST, other))
    phrase = ", with `os.unlink(name)` in f() fails, in the good call: 1 file left over"
    assert evidence.lost_in(record) == phrase
    assert evidence.lost_in(replace(record, not_stood={"os.": "It stays."})) == ""


def test_declarations_are_held_against_the_faults() -> None:
    """A part of the phrase names a fault; one that names none is untrue, if it is about us."""
    assert undeclared([LOST, HELD], {}) == [LOST]
    assert undeclared([LOST], {"os.close": "It stays.", "unlink": "It stays."}) == []
    assert untrue([LOST], {"os.unlink": "It stays.", "os.close": "So it does."}) == ["os.close"]
    assert untrue([HELD], {"unlink": "Up to Python 3.10 it stays."}) == []
    assert untrue([HELD], {"unlink": "Up to Python 3.99 it stays."}) == ["unlink"]
    minor = platform.python_version_tuple()[1]
    assert untrue([HELD], {"unlink": f"Up to Python 3.{minor} it stays."}) == ["unlink"]
    assert by_sort([HELD, LOST, HELD]) == {Sort.BEFORE: (1, 0), Sort.AFTER: (2, 2)}
    assert [*by_sort([HELD, LOST])] == [Sort.BEFORE, Sort.AFTER]


def test_what_the_bad_calls_did() -> None:
    """The first error of a bad call, in the pass that told the finding."""
    run = a_pass("g0:KeyError/k b0 b0:OSError/no b0:ValueError/v")
    assert a_record(readings=some_readings(strict=run)).calls_said == (
        " (bad calls raised OSError: no)"
    )
    assert a_record().calls_said == ""
    waited = a_pass("g0 b0:waits")
    assert a_record(readings=some_readings(drop=waited)).calls_said == ""
    assert a_record(readings=some_readings(crowd=a_crowd())).calls_said == ""


def test_a_hint_where_a_call_waited() -> None:
    """A capacity is asked for where there is none and the last call of the load waits."""
    waits, hint = {"drop": a_pass("g0 b0 b0:waits")}, "a call waited; give capacity="
    assert a_record(readings=some_readings(capacity=None, **waits)).hint == hint
    assert a_record(readings=some_readings(capacity=3, **waits)).hint == ""
    assert a_record(readings=some_readings(capacity=None, drop=a_pass("g0:waits b0"))).hint == ""
    assert a_record(readings=some_readings(capacity=None, drop=a_pass(""))).hint == ""
    assert a_record(readings=some_readings(capacity=None, crowd=a_crowd())).hint == ""


def test_the_telling_pass() -> None:
    """The pass that told the finding; none for a crowd."""
    held = a_pass(GROWS)
    record = a_record(readings=some_readings(drop=a_pass(FLAT), keep=held))
    assert record.telling is held
    assert a_record(readings=some_readings(crowd=a_crowd())).telling is None


def test_two_readings_differ() -> None:
    """The first path at which they do, with both values; a duration is no difference."""
    one = some_readings(strict=a_pass(FLAT), holder="a")
    assert difference(one, one) == ""
    other = some_readings(strict=a_pass("g0 b0 g0 b1"), holder="b")
    assert difference(one, other) == "holder: 'a', then 'b'"
    other = some_readings(strict=a_pass("g0 b0 g0 b1"), holder="a")
    assert difference(one, other) == "passes.strict.calls.3.during: 0, then 1"
    longer = some_readings(strict=a_pass("g0 b0 g0 b0 g0"), holder="a")
    assert difference(one, longer) == "passes.strict.calls.4.during: None, then 0"
    fast, slow = (some_readings(crowd=a_crowd(seconds=seconds)) for seconds in (1, 2))
    assert difference(fast, slow) == ""
    later = some_readings(crowd=a_crowd(seconds=1, peak=3))
    assert difference(fast, later) == "crowd.peak: 2, then 3"


def test_a_record_survives_its_text() -> None:
    """What is read is what was written: passes, crowd, leftovers, faults and all."""
    things = {
        "aftermath": left(Leftover("file", 1, 1, 1), warnings=("a",), late=("b",), lines=(1, 2))
    }
    passes = {"drop": a_pass("g0 b1:waits", "1 1 1 0", "OSError/nö", **things)}
    for seen in (
        some_readings(**passes, keep=a_pass(GROWS), versions={"Python": "3"}, holder="h"),
        some_readings(crowd=a_crowd(stuck=(ending("waits"),), **things), capacity=None),
    ):
        record = a_record(readings=seen, faults=(LOST, HELD), leaves={"file": "why"})
        text = record.to_json()
        assert evidence.parse(text) == record
        assert text.endswith("}\n")
        assert '\n "example": "topic/case",\n' in text
        assert (record.repeats, record.seconds, record.added) == (1, 0.0, 0.0)
        assert json.loads(text)["finding"]["verdict"] == record.finding.verdict
    assert "nö" in a_record(readings=some_readings(**passes, keep=a_pass(GROWS))).to_json()
    assert [*json.loads(text)] == sorted(json.loads(text))


@pytest.mark.parametrize(
    "data",
    [{"passes": {"late": {}}}, {"passes": 3}, {"crowd": {"no": 1}}, {"nothing": 1}],
)
def test_what_is_no_reading_is_refused(data: dict[str, Any]) -> None:
    """A wrong shape raises one of the errors that the readers expect."""
    with pytest.raises((TypeError, ValueError, KeyError, AttributeError)):
        from_json(Readings, {"resource": "permit", "capacity": 1, **data})


@pytest.mark.parametrize("kind", [*shapes_of(readings), *shapes_of(evidence), *shapes_of(finding)])
def test_what_is_recorded_does_not_change(kind: type) -> None:
    """Readings, findings, faults and records can be compared and kept as they are."""
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]


def test_the_readings_of_a_mode() -> None:
    """Which pass drops and which keeps, where the strict one has told all."""
    drop, keep, strict = a_pass("g0"), a_pass("g1"), a_pass("g2")
    readings = some_readings(drop=drop, keep=keep, strict=strict)
    assert (readings.dropping, readings.keeping) == (drop, keep)
    readings = some_readings(drop=drop, strict=strict)
    assert (readings.dropping, readings.keeping) == (drop, strict)
    assert some_readings(drop=drop).keeping is drop
    assert some_readings(strict=strict).dropping is strict
    assert some_readings().dropping is None
    assert some_readings(crowd=a_crowd()).aftermaths == [a_crowd().aftermath]
    assert some_readings(drop=drop).aftermaths == [drop.aftermath]


def test_warnings_of_all_passes() -> None:
    """Each once, in the order in which they came, before and after the collector apart."""
    readings = some_readings(
        drop=a_pass(FLAT, aftermath=left(warnings=("b", "a"), late=("z",))),
        keep=a_pass(FLAT, aftermath=left(warnings=("a", "c"), late=("z", "y"))),
    )
    assert readings.warnings == ("b", "a", "c")
    assert readings.late_warnings == ("z", "y")


@pytest.fixture
def example(make_example: MakeExample) -> Example:
    """An example of which nothing is recorded."""
    return make_example(buggy=EMPTY, fixed=EMPTY, scenario=EMPTY)


@pytest.fixture
def fresh(example: Example) -> Record:
    """A record of it as it stands."""
    return replace(a_record(), digest=example.digest)


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """Where records are kept."""
    return tmp_path / "build"


def test_a_fresh_record_is_loaded(example: Example, fresh: Record, build: Path) -> None:
    """What was written for an example as it stands may be shown, from where it is kept."""
    evidence.write(example, fresh, build)
    assert evidence.path_of(example, "fixed", build) == build / "topic" / "case" / "fixed.json"
    assert evidence.load(example, "fixed", build) == fresh
    assert evidence.is_fresh(example, "fixed", build)
    assert not evidence.is_fresh(example, "buggy", build)
    assert os.listdir(build / "topic" / "case") == ["fixed.json"]


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "older": ({"digest": "0"}, "the evidence is stale; run `nox -s evidence`"),
    "stale": ({"digest": "other"}, "the evidence is stale; run `nox -s evidence`"),
    "of another example": (
        {"example": "topic/other"},
        "the evidence is of topic/other/fixed; run `nox -s evidence`",
    ),
    "of an example before it": (
        {"example": "topic/a"},
        "the evidence is of topic/a/fixed; run `nox -s evidence`",
    ),
    "of another variant": (
        {"variant": "fixed_late"},
        "the evidence is of topic/case/fixed_late; run `nox -s evidence`",
    ),
    "against the promise": (
        {"promised": Promise("slow")},
        "the evidence contradicts the promise: promised slow, next caller: served, "
        "seen drains, next caller: served; mend the example or its scenario",
    ),
    "with litter": (
        {"readings": a_record(Leftover("file", 1, 1)).readings},
        "the evidence contradicts the promise: promised drains, next caller: served, "
        "seen drains, next caller: served, left over: 1 file; mend the example or its scenario",
    ),
    "with a fault": (
        {"faults": (LOST,)},
        "the evidence contradicts the promise: promised drains, next caller: served, "
        "seen drains, next caller: served, with `os.unlink(name)` in f() fails, in the good call: "
        "1 file left over; mend the example or its scenario",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_record_is_refused(case: str, example: Example, fresh: Record, build: Path) -> None:
    """In one sentence, with the place and what mends it."""
    changes, sentence = REFUSED[case]
    record = replace(fresh, **changes)
    path = evidence.path_of(example, "fixed", build)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(record.to_json(), encoding="utf-8")
    with pytest.raises(BadEvidence) as caught:
        evidence.load(example, "fixed", build)
    assert str(caught.value) == f"examples/topic/case/fixed.py: {sentence}"
    assert not evidence.is_fresh(example, "fixed", build)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "no evidence was recorded; run `nox -s evidence`"),
        (b"{", "the evidence is corrupt (Expecting property name"),
        (b"\xff", "the evidence is corrupt ('utf-8' codec"),
        (b"{}", "the evidence is corrupt ('finding'); run `nox -s evidence`"),
        (b"[]", "the evidence is corrupt ("),
        (b"3", "the evidence is corrupt ("),
    ],
)
def test_what_is_no_record_is_refused(
    text: bytes | None, said: str, example: Example, build: Path
) -> None:
    """Missing, broken or odd: one sentence each, that names the command."""
    path = evidence.path_of(example, "fixed", build)
    path.parent.mkdir(parents=True, exist_ok=True)
    if text is not None:
        path.write_bytes(text)
    with pytest.raises(BadEvidence) as caught:
        evidence.load(example, "fixed", build)
    assert str(caught.value).startswith(f"examples/topic/case/fixed.py: {said}")
    assert COMMAND in str(caught.value)


def test_a_finding_has_to_follow(fresh: Record) -> None:
    """A record whose finding was changed by hand is no record."""
    data = json.loads(fresh.to_json())
    data["finding"]["lost"] = 1
    with pytest.raises(ValueError, match="its finding does not follow from its readings"):
        evidence.parse(json.dumps(data))


def test_the_same_record_is_not_written_again(example: Example, fresh: Record, build: Path) -> None:
    """Durations alone renew nothing; any other change does, and so does a broken file."""
    path = evidence.path_of(example, "fixed", build)
    evidence.write(example, fresh, build)
    evidence.write(example, replace(fresh, seconds=9.0, added=8.0), build)
    assert evidence.parse(path.read_text(encoding="utf-8")).seconds == 0.0
    evidence.write(example, replace(fresh, seconds=9.0, repeats=2), build)
    assert evidence.parse(path.read_text(encoding="utf-8")).seconds == 9.0
    for text in ("{", "{}", "[]"):
        path.write_text(text, encoding="utf-8")
        evidence.write(example, fresh, build)
        assert evidence.parse(path.read_text(encoding="utf-8")) == fresh


def test_a_session_stands_until_the_example_changes(example: Example, build: Path) -> None:
    """A pass is remembered, a failure forgets it, and so does a change of the example."""
    sentence = (
        "^examples/topic/case/session.txt: no passing run of it as it stands; "
        "run `nox -s evidence`$"
    )
    with pytest.raises(BadEvidence, match=sentence):
        evidence.check_session(example, build)
    evidence.note_session(example, True, build)
    evidence.note_session(example, True, build)
    evidence.check_session(example, build)
    assert evidence.is_fresh(example, "session", build)
    (example.folder / "fixed.py").write_text('"""Lend more."""\n')
    assert not evidence.is_fresh(example, "session", build)
    evidence.note_session(example, True, build)
    for other in ("", "z"):
        (build / "topic" / "case" / "session.ok").write_text(other)
        assert not evidence.is_fresh(example, "session", build)
    evidence.note_session(example, False, build)
    evidence.note_session(example, False, build)
    assert not evidence.is_fresh(example, "session", build)


def test_the_platform_is_named() -> None:
    """System, machine and interpreter."""
    system, machine = platform.system(), platform.machine()
    assert evidence.here() == f"{system} {machine}, {platform.python_implementation()}"
