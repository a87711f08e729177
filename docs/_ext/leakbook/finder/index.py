"""Finding the page for a pasted error: the normal form of a text, and the ranking.

``_static/finder.js`` does the same in the reader's browser; a test holds the two together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import Any

CLEAN = (
    (r"file \"[^\"]*\", line \d+(, in \S+)?", " "),  # a frame of a traceback
    (r"\(background on this error at[^)]*\)", " "),  # SQLAlchemy says this with every error
    (r"\[(sql|parameters): [^\]]*\]", " "),  # the user's own statement
    (r"errno[ =:]*(\d+)", r" errno\1 "),  # the one number that says what is wrong
    (r"\b\w+://\S+", " "),  # addresses of pages, databases and hosts
    (
        r"\b(?:\w+\.)+(\w*(?:error|exception|warning|timeout))\b",
        r"\1",
    ),  # an error without its module
    (r"0x[0-9a-f]+", " "),  # addresses in memory
    (r"(?<![\w.])(?:[a-z]:)?(?:~|\.{1,2})?(?:[/\\][\w.+~-]+){2,}", " "),  # paths
    (r"(?<!\w)(['\"`])[^\s'\"`]*\1(?!\w)", " "),  # one quoted word: a name of the user's own
    (r"[\u2018\u2019]", "'"),
)
"""What is taken out of a text, which is in lower case by then, and what is put in its place."""

WORD = re.compile(r"[a-z_][a-z0-9_']*")
"""What may be a word; `words` leaves out what is a number in disguise."""

LEAST = 0.12
"""A match that covers less than this of an entry's weight is none."""

LOW = 1.0
"""Nor is one with a score below this: it shares a word that says little."""

FAR = 0.2
"""What has less than this of the best one's score is not worth a look."""

SURE = 0.55
"""A text of the book of which a query has this much is the same text; with less it is one of
similar words. On texts that strangers pasted, the two hardly overlap."""


def words(text: str) -> list[str]:
    """The words of a text that do not depend on where it was seen."""
    text = text.lower()
    for pattern, instead in CLEAN:
        text = re.sub(pattern, instead, text)
    found = (word.strip("_'") for word in WORD.findall(text))
    return [word for word in found if len(word) > 1 and is_word(word)]


def is_word(word: str) -> bool:
    """Whether a word has no number in it, apart from one digit at its end and ``errno24``."""
    return bool(re.fullmatch(r"errno\d+|[a-z_']+\d?", word))


def features(found: Sequence[str]) -> set[str]:
    """The words, and the pairs of neighbours."""
    return {*found, *(f"{a} {b}" for a, b in pairwise(found))}


@dataclass(frozen=True)
class Entry:
    """One answer: the texts that lead to it, each as its words, and what is shown."""

    texts: tuple[str, ...]
    shown: str
    means: str
    url: str
    title: str
    recorded: bool
    causes: tuple[dict[str, Any], ...] = ()

    def to_json(self) -> dict[str, object]:
        """The entry as the browser reads it."""
        made: dict[str, object] = {
            "t": self.texts, "s": self.shown, "m": self.means,
            "u": self.url, "n": self.title, "r": int(self.recorded),
        }  # fmt: skip
        return made | ({"c": self.causes} if self.causes else {})


def weights(entries: Iterable[Entry]) -> dict[str, float]:
    """How much each feature tells: the rarer, the more."""
    lists = [set().union(*(features(text.split()) for text in e.texts)) for e in entries]
    counts = Counter(feature for each in lists for feature in each)
    return {feature: log(1 + len(lists) / count) for feature, count in counts.items()}


@dataclass(frozen=True)
class Found:
    """An entry that shares something with a query, and how much of the entry that is."""

    entry: Entry
    points: float
    cover: float


def rank(query: str, entries: Sequence[Entry]) -> list[Found]:
    """The entries that share something with the query, the best first, one for each place."""
    weight, asked = weights(entries), features(words(query))
    scored = [
        Found(entry, *max(score(asked, features(text.split()), weight) for text in entry.texts))
        for entry in entries
    ]
    best: dict[str, Found] = {}
    for found in sorted(scored, key=lambda each: -each.points):
        if found.points >= LOW:
            best.setdefault(found.entry.url, found)
    most = max((found.points for found in best.values()), default=0)
    return [found for found in best.values() if found.points >= FAR * most]


def score(asked: set[str], there: set[str], weight: dict[str, float]) -> tuple[float, float]:
    """The weight of what is shared times the part of the entry that it covers, and that part."""
    shared = sum(weight[feature] for feature in asked & there)
    whole = sum(weight[feature] for feature in there)
    cover = shared / whole if whole else 0.0
    return (shared * cover, cover) if cover >= LEAST else (0.0, 0.0)
