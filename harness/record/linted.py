"""The record of what linters see: which examples it is about, and whether it still stands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from harness.record.evidence import BUILD, BadEvidence, Missing
from harness.record.examples import EXAMPLES, HARNESS, Example, digest_of

TOPICS = ("leaks", "cpython")
"""Those of the first guide."""

NAME = "linters.json"
MEND = "run `nox -s evidence`"


def linted(root: Path = EXAMPLES) -> list[Example]:
    """The examples of which a page tells what linters see."""
    bugs = [path for topic in TOPICS for path in sorted(root.glob(f"{topic}/*/buggy.py"))]
    return [Example(path.parent) for path in bugs]


def digest(root: Path = EXAMPLES) -> str:
    """A digest of all that shapes the table, apart from the linters: those it names itself."""
    variants = [each.folder / f"{v}.py" for each in linted(root) for v in each.variants]
    return digest_of([*variants, HARNESS / "linters.py"])


def load(root: Path = EXAMPLES, build: Path = BUILD) -> dict[str, Any]:
    """The table; `BadEvidence` if it is missing, no table, or of other files."""
    try:
        record: dict[str, Any] = json.loads((build / NAME).read_text(encoding="utf-8"))
        stands = record["digest"] == digest(root)
        whole = {*record["rows"]} == {each.name for each in linted(root)} and record["versions"]
    except FileNotFoundError:
        raise Missing(f"{NAME}: no linter's word was recorded; {MEND}") from None
    except (ValueError, KeyError, TypeError):
        raise BadEvidence(f"{NAME}: is no table of linters; {MEND}") from None
    if not stands or not whole:
        raise Missing(f"{NAME}: is stale, the examples have changed since; {MEND}")
    return record
