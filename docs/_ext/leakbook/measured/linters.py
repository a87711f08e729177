"""What two linters see of the examples: ``{linters}``; a test computes the table for each build."""

from __future__ import annotations

import csv

from docutils import nodes
from sphinx.application import Sphinx

from harness.record.evidence import BadEvidence
from harness.record.examples import ROOT
from leakbook.measured.base import table
from leakbook.refusing import RefusingDirective

TABLE = ROOT / "build" / "linters.csv"
MEND = "run `nox -s docs`, which computes it with tests/book/test_linters.py"


class Linters(RefusingDirective):
    """The table, a row for each example, and how many each linter sees."""

    required_arguments = 0

    def draw(self) -> list[nodes.Node]:
        """The table of the last run."""
        self.env.note_dependency(str(TABLE))
        try:
            head, *rows = csv.reader(TABLE.read_text(encoding="utf-8").splitlines())
        except (OSError, ValueError):
            raise BadEvidence(f"build/{TABLE.name}: is missing or empty; {MEND}") from None
        if any(len(row) != len(head) for row in rows):
            raise BadEvidence(f"build/{TABLE.name}: is no table; {MEND}")
        named = [[f"`{row[0]}`" if "/" in row[0] else row[0], *row[1:]] for row in rows]
        return [table("What two linters see", head, named, numbers=True)]


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("linters", Linters)
