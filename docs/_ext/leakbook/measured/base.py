"""Measurements that are committed with their date: files of ``docs/lab``, and tables of them."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.environment import BuildEnvironment

from harness.record.evidence import BadEvidence
from harness.record.examples import ROOT
from leakbook.nodes import prose


def read(env: BuildEnvironment, name: str, session: str) -> Any:
    """A file of ``docs/lab``; the page is read again when it changes."""
    path = Path(env.srcdir) / "lab" / name
    env.note_dependency(str(path))
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadEvidence(f"{short(path)}: is missing; run `nox -s {session}`") from None
    except ValueError:
        raise BadEvidence(f"{short(path)}: is no JSON; run `nox -s {session}`") from None


def short(path: Path) -> str:
    """A path as people write it."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


def table(title: str, head: list[str], rows: list[list[str]], numbers: bool = True) -> nodes.table:
    """A table of our own words; neighbours that say the same share a cell unless told not to."""
    group = nodes.tgroup("", cols=len(head))
    group += [nodes.colspec(colwidth=1) for _ in head]
    group += nodes.thead("", row(head, merge=False))
    group += nodes.tbody("", *(row(each, merge=not numbers) for each in rows))
    return nodes.table("", nodes.title("", title), group, classes=["lb-measured"])


def row(texts: list[str], merge: bool) -> nodes.row:
    """One row; the first cell is its name."""
    first, rest = texts[0], texts[1:]
    runs = (
        [(text, len([*same])) for text, same in groupby(rest)] if merge else [(t, 1) for t in rest]
    )
    return nodes.row("", entry(first, 1), *(entry(*each) for each in runs))


def entry(text: str, columns: int) -> nodes.entry:
    """A cell that may cover several columns."""
    cell = nodes.entry("", nodes.paragraph("", "", *prose(text)))
    if columns > 1:
        cell["morecols"] = columns - 1
    return cell
