"""What two linters see of the examples: ``{linters}``, from the record of ``harness.linters``."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from harness.record import linted
from leakbook.measured.base import table
from leakbook.refusing import RefusingDirective


class Linters(RefusingDirective):
    """The table, a row for each example, and how many each linter sees."""

    required_arguments = 0

    def draw(self) -> list[nodes.Node]:
        """The table of the last run; the page is read again when that or an example changes."""
        root, build = Path(self.config.leakbook_examples), Path(self.config.leakbook_evidence)
        self.env.note_dependency(str(build / linted.NAME))
        for example in linted.linted(root):
            for variant in example.variants:
                self.env.note_dependency(str(example.folder / f"{variant}.py"))
        record = linted.load(root, build)
        names = [f"{name} {version}" for name, version in record["versions"].items()]
        rows = [[f"`{name}`", *map(words, codes)] for name, codes in sorted(record["rows"].items())]
        seen = [str(sum(bool(each[n]) for each in record["rows"].values())) for n in (0, 1)]
        head = ["pair", *names, "both, of the fix"]
        return [table("What two linters see", head, [*rows, [f"seen, of {len(rows)}", *seen, ""]])]


def words(codes: list[str]) -> str:
    """The codes as a cell shows them."""
    return ", ".join(codes) or "—"


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("linters", Linters)
