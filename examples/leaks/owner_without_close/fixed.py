"""Pack the documents of a customer into one archive."""

from pathlib import Path
from shutil import make_archive, rmtree
from tempfile import mkdtemp


class Packer:
    def __init__(self):
        self.folder = Path(mkdtemp())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        rmtree(self.folder)

    def add(self, name, text):
        (self.folder / name).write_text(text)

    def pack(self, archive):
        return make_archive(archive, "zip", self.folder)


def pack(documents, archive):
    with Packer() as packer:
        for name, text in documents.items():
            packer.add(name, text)
        return packer.pack(archive)
