"""Texts that a run has met, as a record keeps them: an error may say anything, at any length."""

from __future__ import annotations

import re
from itertools import accumulate

LONGEST = 2000
"""Characters that a record keeps of one text; the longest that a library has said has 358."""

ROOM = 40
"""Characters for the word on what is missing."""


def text(said: str) -> str:
    """The text without what a terminal or a page would obey, and not without end.

    What does not print is told as Python tells it, apart from new lines and tabs.
    """
    if len(said) <= LONGEST and said.isprintable():
        return said
    told = [printed(letter) for letter in said[: LONGEST + 1]]
    if sum(map(len, told)) <= LONGEST:
        return "".join(told)
    ends = accumulate(map(len, told))
    kept = sum(end <= LONGEST - ROOM for end in ends)
    return f"{''.join(told[:kept])}… and {len(said) - kept} more characters"


def name(given: str) -> str:
    """The name of a type: letters, digits, dots, and brackets as of ``Box[int]``."""
    return re.sub(r"[^\w.[\], ]", "?", text(given))


def printed(letter: str) -> str:
    """A character, or its escape."""
    if letter.isprintable() or letter in "\n\t":
        return letter
    return letter.encode("unicode_escape").decode()
