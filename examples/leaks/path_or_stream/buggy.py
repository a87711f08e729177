"""Count the lines of a list, given as a path or as an open stream."""

from pathlib import Path


def lines(source):
    if isinstance(source, str):
        source = Path(source)
    stream = source.open() if isinstance(source, Path) else source
    return sum(1 for _ in stream)  # ours to close, if it was a path
