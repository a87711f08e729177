"""Copies of the examples beside the pages: each file, and each folder as a zip."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

from harness.record.examples import Example
from leakbook.book import of

FOLDER = "_examples"
EPOCH = (1980, 1, 1, 0, 0, 0)


def zipped(example: Example) -> bytes:
    """The folder as a zip, the same bytes for the same files."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in example.files():
            entry = zipfile.ZipInfo(f"{example.folder.name}/{path.name}", EPOCH)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    return whole.getvalue()


def put(path: Path, content: bytes) -> None:
    """Write a file unless it is there already."""
    if not path.exists() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def copy(app: Any, error: Exception | None) -> None:
    """Put every example that a page shows beside the pages."""
    if error is not None or app.builder.format != "html":
        return
    for name in of(app.env).examples:
        example = Example(Path(app.config.leakbook_examples) / name)
        if example.folder.is_dir():
            put(Path(app.outdir) / FOLDER / f"{name}.zip", zipped(example))
            for path in example.files():
                put(Path(app.outdir) / FOLDER / name / path.name, path.read_bytes())


def setup(app: Any) -> None:
    """Copy at the end."""
    app.connect("build-finished", copy)
