"""Count the words of an uploaded text, by way of a copy on disk."""

from pathlib import Path
from tempfile import NamedTemporaryFile


def words(upload):
    copy = NamedTemporaryFile(delete=False)
    try:
        with copy:
            copy.write(upload)
        text = Path(copy.name).read_text()
        if not text:
            return 0
        return len(text.split())
    finally:
        Path(copy.name).unlink()
