"""The index with nothing said twice; ``expand`` in ``_static/finder-rank.js`` reads it back."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from harness.record.examples import BadExample
from leakbook.finder import index
from leakbook.finder.table import FOLDER

SAID = Path(__file__).parents[3] / "said.toml"
"""For an example, how people say what it shows."""

Data = dict[str, Any]
DULL = (
    "a an and are as at by for from has in into is it its no not of off on or out so that the then"
)
DULL += " then this to with without while after before when each per same other own does do"
"""Words that the browser leaves out of a search."""

BREAK = "\t"
"""Between the fields of a line; a line that begins with it belongs to the one above."""


def said(path: Path = SAID) -> dict[str, str]:
    """The words for each example; read again when the file has changed."""
    return read(path, path.stat().st_mtime_ns) if path.is_file() else {}


@lru_cache(maxsize=1)
def read(path: Path, changed: int) -> dict[str, str]:
    """The words as they were at that moment."""
    found: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: told(words) for name, words in found.items()}


def told(words: str) -> str:
    """The words that count, each once."""
    return " ".join(
        dict.fromkeys(each for each in words.split() if each.lower() not in DULL.split())
    )


class Places:
    """The places that causes lead to, each once: address, file to copy, words."""

    def __init__(self) -> None:
        """None yet."""
        self.numbers: dict[tuple[str, ...], int] = {}

    def number(self, *place: str) -> int:
        """The number of a place."""
        return self.numbers.setdefault(place, len(self.numbers))

    def lines(self) -> str:
        """All places in their order."""
        return "\n".join(line(*place) for place in self.numbers)

    def addresses(self) -> set[str]:
        """Where causes lead to."""
        return {address for address, *_ in self.numbers}


def line(*fields: object) -> str:
    """One line, without what is empty at its end."""
    return BREAK.join(" ".join(str(each).split()) for each in fields).rstrip(BREAK)


def texts(made: Iterable[index.Entry], places: Places) -> str:
    """The entries, each with its causes beneath; causes of an earlier one by its number."""
    first: dict[str, int] = {}
    lines: list[str] = []
    for number, entry in enumerate(made):
        causes = [cause(each, places) for each in entry.causes]
        known = first.setdefault(repr(causes), number)
        lines.append(text(entry, known if causes and known != number else ""))
        lines += causes if known == number else []
    return "\n".join(lines)


def text(entry: index.Entry, like: object) -> str:
    """One entry: what the browser can work out itself is left out."""
    own = " ".join(index.words(entry.shown))
    page = re.fullmatch(rf"{FOLDER}/([\w-]+)\.html", entry.url)
    marks = ("k" if own in entry.texts else "") + ("r" if entry.recorded else "")
    rest = "|".join(each for each in entry.texts if each != own)
    shown = "=" if entry.shown == entry.title else entry.shown
    place = page[1] if page else entry.url
    means = entry.means if entry.causes else ""
    return line(place, entry.title, means, shown, rest, marks, like)


def cause(row: Data, places: Places) -> str:
    """One cause: its name, its observation, the number of its place, and signs."""
    if row["a"] != anchor(row["n"]):
        raise BadExample(f"the section {row['a']!r} is not the one that a browser makes of a name")
    copied = row.get("x", "").removesuffix("/fixed.py")
    place = places.number(row["u"], copied, told(row.get("w", "")))
    return line("", row["n"], row["m"], place, row.get("g", ""))


def anchor(name: str) -> str:
    """What docutils makes of a name without accents; the browser does the same."""
    return re.sub(r"^[-0-9]+|-+$", "", re.sub(r"[^a-z0-9]+", "-", name.lower()))


def sections(made: Iterable[Data]) -> str:
    """The headings below their pages."""
    pages: dict[tuple[str, str], list[str]] = {}
    for each in made:
        page, _, name = each["u"].partition("#")
        own = "=" if name == anchor(each["n"]) else name
        pages.setdefault((page, each["p"]), []).append(line("", own, each["n"]))
    return "\n".join("\n".join([line(*page), *rows]) for page, rows in pages.items())
