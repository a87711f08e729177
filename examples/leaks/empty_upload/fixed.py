"""Count the words of an uploaded text, by way of a copy on disk."""

from pathlib import Path
from tempfile import TemporaryDirectory


def words(upload):
    with TemporaryDirectory() as folder:
        copy = Path(folder, "copy")
        copy.write_bytes(upload)
        text = copy.read_text()
        if not text:
            return 0
        return len(text.split())
