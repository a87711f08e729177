"""A pasted error leads to its page: the normal form, the ranking, and fresh texts."""

import re
from pathlib import Path

import pytest
from fresh_errors import ERRORS, SAID
from leakbook.finder import compact
from leakbook.finder import index as finder
from leakbook.finder import table as symptoms
from leakbook.finder.index import Entry, rank, words
from leakbook.finder.table import Symptom

from harness.record.examples import EXAMPLES, BadExample

TRACEBACK = """Traceback (most recent call last):
  File "/srv/app-2.4/venv/lib/python3.12/site-packages/starlette/routing.py", line 715, in app
    await self.middleware_stack(scope, receive, send)
  File "/srv/app-2.4/app/tasks/rebuild_index.py", line 88, in rebuild_index
    return await run_job(payload, retries=3)
{error}
2026-11-19T03:12:44Z worker-7 [ERROR] job 9f1c2e77-1d2b-4a39-8c0e-5a6f failed after 30004 ms
"""


@pytest.fixture(scope="module")
def index() -> list[Entry]:
    """The table's typed texts as an index, without a single record."""
    rows = [row for row in symptoms.table() if row.text or row.also]
    return [Entry(typed(row), "", "", row.page, "", False) for row in rows]


def typed(row: Symptom) -> tuple[str, ...]:
    """The texts of a row that are typed and not recorded, as the index has them."""
    return tuple(dict.fromkeys(" ".join(words(text)) for text in (row.text, *row.also) if text))


def first(query: str, index: list[Entry]) -> str:
    """The place that stands first in the ranking."""
    return next((found.entry.url for found in rank(query, index)), "nothing")


@pytest.mark.parametrize("query, place", ERRORS)
def test_a_fresh_text_finds_its_place_first(query: str, place: str, index: list[Entry]) -> None:
    """Other numbers, names, paths and hosts change nothing."""
    assert first(query, index) == place


@pytest.mark.parametrize("query, place", ERRORS)
def test_a_whole_traceback_finds_its_place_first(
    query: str, place: str, index: list[Entry]
) -> None:
    """Frames, addresses and log lines around a text change nothing."""
    assert first(TRACEBACK.format(error=query), index) == place


@pytest.mark.parametrize("query, place", SAID)
def test_a_description_finds_its_place_first(query: str, place: str, index: list[Entry]) -> None:
    """What hangs without a text is found by what people say."""
    assert first(query, index) == place


@pytest.mark.parametrize("query", ["", "0x7f3a 123 /a/b/c", "the weather in Vienna"])
def test_nothing_is_found_for_nothing(query: str, index: list[Entry]) -> None:
    """A text that shares no telling word has no answer, rather than a wrong one."""
    assert rank(query, index) == []


def test_the_normal_form_forgets_where_a_text_was_seen() -> None:
    """Numbers, quoted names, paths, modules, addresses and hosts' pages go; errno stays."""
    text = "OSError: [Errno 24] Too many open files: '/srv/x/y.csv' at 0x7fa3 see https://a.b/c"
    assert words(text) == ["oserror", "errno24", "too", "many", "open", "files", "at", "see"]


def test_words_in_quotes_stay_where_they_are_the_message() -> None:
    """Only a single quoted word is a name of the user's own."""
    text = """{"error": "QueuePool limit of size 5", "db": "shop"}"""
    assert words(text) == ["queuepool", "limit", "of", "size"]


def test_the_browser_has_the_same_numbers() -> None:
    """The script's thresholds are those of the extension."""
    script = Path(symptoms.TABLE.parent / "_static" / "finder-rank.js").read_text(encoding="utf-8")
    numbers = dict(re.findall(r"^const (LEAST|LOW|FAR|SURE) = ([\d.]+);", script, re.M))
    assert numbers == {each: str(getattr(finder, each)) for each in ("LEAST", "LOW", "FAR", "SURE")}


def test_no_text_leads_to_two_places(index: list[Entry]) -> None:
    """Two rows with the same text would hide one another."""
    texts = [text for entry in index for text in entry.texts]
    assert sorted(set(texts)) == sorted(texts)


ROW = """
[[files]]
page = "no-bike"
title = "no bike left"
text = "ShedError: no bike left"
source = "https://shed.example/"
means = "All bikes are out."

[[files.cause]]
name = "A rider keeps it"
at = "bikes/lend"
tell = "The shed is empty at night."

[[files.cause]]
name = "Too many riders"
at = "symptoms"
tell = "The shed is full at night."
source = "https://shed.example/rush"
"""


@pytest.mark.parametrize(
    "old, new, sentence",
    [
        ('tell = "The shed is full at night."\n', "", "has the wrong fields"),
        ("full at night", "empty at night", "have the same tell"),
        ("Too many riders", "A rider keeps it", "have the same anchor"),
        ('source = "https://shed.example/rush"', "", "has no run and no source"),
        (
            'tell = "The shed is empty',
            'saw = "It was."\ntell = "The shed is empty',
            "shows nothing",
        ),
        ('source = "https://shed.example/"\n', "", "has the wrong fields"),
        ('source = "https://shed.example/rush"', "signs = '('\nsource = 'x'", "the signs of"),
    ],
)
def test_a_row_is_refused(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    """A cause has an observation of its own, and a run or a source."""
    path = tmp_path / "symptoms.toml"
    path.write_text(ROW.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadExample, match=re.escape(sentence)):
        symptoms.table(path)


def test_a_sound_row_is_taken(tmp_path: Path) -> None:
    """The same row without a fault is read."""
    path = tmp_path / "symptoms.toml"
    path.write_text(ROW, encoding="utf-8")
    (row,) = symptoms.table(path)
    assert [each.anchor for each in row.causes] == ["a-rider-keeps-it", "too-many-riders"]


def test_two_texts_have_two_pages(tmp_path: Path) -> None:
    """An address belongs to one text."""
    path = tmp_path / "symptoms.toml"
    path.write_text(ROW + ROW, encoding="utf-8")
    with pytest.raises(BadExample, match="is the page of two texts"):
        symptoms.table(path)


def test_every_command_and_every_pair_is_there() -> None:
    """What a cause shows is a file of an example."""
    for row in symptoms.table():
        for cause in row.causes:
            assert not cause.run or (EXAMPLES / cause.run).is_file(), cause.run
            assert not cause.is_example or (EXAMPLES / cause.at).is_dir(), cause.at


def test_the_words_for_examples_are_of_examples() -> None:
    """Each key of said.toml is an example, and each word counts once."""
    found = compact.said()
    assert len(found) > 100
    for name, words_of in found.items():
        assert (EXAMPLES / name).is_dir(), name
        assert len(set(words_of.split())) == len(words_of.split()), name


def test_dull_words_are_left_out() -> None:
    """What the browser does not search for is not sent either."""
    assert compact.told("The pool is the pool without a limit") == "pool limit"


@pytest.mark.parametrize(
    "name, anchor",
    [
        ("`getconn()` without `putconn()`", "getconn-without-putconn"),
        (
            "`mkstemp`, `os.open` or `os.pipe` gave a number",
            "mkstemp-os-open-or-os-pipe-gave-a-number",
        ),
        ("Before Python 3.13 …", "before-python-3-13"),
    ],
)
def test_the_browser_makes_the_same_anchor(name: str, anchor: str) -> None:
    """What docutils makes of a cause's name is what the compact index leaves to the browser."""
    cause = symptoms.Cause(name, "bikes/lend", "…")
    assert cause.anchor == compact.anchor(name.replace("`", "")) == anchor


def test_an_anchor_that_the_browser_cannot_make_is_refused() -> None:
    """A name with an accent would lead to another section."""
    row = {"n": "Café", "a": "cafe", "m": "…", "u": "symptoms.html"}
    with pytest.raises(BadExample, match="is not the one that a browser makes"):
        compact.cause(row, compact.Places())


def test_nothing_stands_twice_in_the_index() -> None:
    """Causes that another text has as well are a number; a place is sent once."""
    cause = {"n": "A rider", "a": "a-rider", "m": "At night.", "u": "a.html", "x": "b/c/fixed.py"}
    rows = [
        Entry(("no bike",), "no bike", "Out.", f"symptoms/{n}.html", n, True, (cause,))
        for n in ("one", "two")
    ]
    places = compact.Places()
    assert compact.texts(rows, places).split("\n") == [
        "one\tone\tOut.\tno bike\t\tkr",
        "\tA rider\tAt night.\t0",
        "two\ttwo\tOut.\tno bike\t\tkr\t0",
    ]
    assert places.lines() == "a.html\tb/c"
