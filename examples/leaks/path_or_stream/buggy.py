"""Count the lines of a list, given as a path or as an open stream."""

from pathlib import Path


def lines(source):
    opened = isinstance(source, (str, Path))
    stream = Path(source).open() if opened else source
    return sum(1 for _ in stream)  # ours to close, if it was a path
