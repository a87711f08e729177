"""Count the lines of a list, given as a path or as an open stream."""

from contextlib import nullcontext
from pathlib import Path


def lines(source):
    if isinstance(source, str):
        source = Path(source)
    opened = isinstance(source, Path)
    with source.open() if opened else nullcontext(source) as stream:
        return sum(1 for _ in stream)
