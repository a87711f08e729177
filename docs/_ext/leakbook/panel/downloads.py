"""Copies of the examples beside the pages: each file, and each folder as a zip."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri

from harness.record.examples import BadExample, Example, find, is_at_home
from leakbook.domain import of
from leakbook.nodes import Panel
from leakbook.refusing import refuse

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


def copy(app: Sphinx, error: Exception | None) -> None:
    """Put every example that a page shows beside the pages."""
    if error is not None or app.builder.format != "html":
        return
    root = Path(app.outdir)
    try:
        for name in of(app.env).examples:
            example = find(name, Path(app.config.leakbook_examples))
            put(place(root, f"{name}.zip"), zipped(example))
            for path in example.files():
                put(place(root, f"{name}/{path.name}"), path.read_bytes())
    except BadExample as problem:
        refuse(app.env, str(problem))


def place(root: Path, name: str) -> Path:
    """Where a copy lies below the pages; `BadExample` if a link there leads elsewhere."""
    path = root / FOLDER / name
    if not is_at_home(path, root):
        raise BadExample(f"{FOLDER}/{name}: a link there leads elsewhere; remove the link")
    return path


def links(self: Any, panel: Panel) -> str:
    """Where to get each file, the folder, and its place in the repository."""
    base = relative_uri(self.builder.get_target_uri(self.builder.current_docname), FOLDER)
    names = [*panel.sources, *panel.further]
    made = [f'<a href="{base}/{panel.name}/{n}" download>{n}</a>' for n in names]
    made.append(f'<a href="{base}/{panel.name}.zip" download>all as zip</a>')
    if self.config.leakbook_repository:
        place = f"{self.config.leakbook_repository}/examples/{panel.name}"
        made.append(f'<a href="{escape(place)}">in the repository</a>')
    return f'<p class="lb-links"><span>Download</span> {" ".join(made)}</p>\n'


def repository(known: Mapping[str, str]) -> str:
    """Where the files of this build are kept, as the host that builds says; empty elsewhere."""
    match known:
        case {"GITHUB_SERVER_URL": server, "GITHUB_REPOSITORY": name, "GITHUB_SHA": commit}:
            return f"{server}/{name}/tree/{commit}"
        case {"READTHEDOCS_GIT_CLONE_URL": url, "READTHEDOCS_GIT_COMMIT_HASH": commit}:
            if url.startswith("https://"):
                return f"{url.removesuffix('.git')}/tree/{commit}"
    return ""


def setup(app: Sphinx) -> None:
    """Copy at the end."""
    app.connect("build-finished", copy)
