"""Count the lines of a list, given as a path or as an open stream."""

from contextlib import nullcontext
from pathlib import Path


def lines(source):
    opened = isinstance(source, (str, Path))
    with (
        Path(source).open() if opened else nullcontext(source) as stream
    ):
        return sum(1 for _ in stream)
