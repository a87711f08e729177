"""What the runs behind this build amount to: ``{tally}``, counted over every record."""

from __future__ import annotations

import statistics
from collections import Counter
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from harness.record import evidence
from harness.record.evidence import Record
from harness.record.examples import all_examples
from leakbook.measured.base import table
from leakbook.refusing import RefusingDirective


class Tally(RefusingDirective):
    """Counts of examples, versions and verdicts, and what a run costs."""

    required_arguments = 0

    def draw(self) -> list[nodes.Node]:
        """Read every record there is; the page is read again when one changes."""
        build = Path(self.config.leakbook_evidence)
        examples = all_examples(Path(self.config.leakbook_examples))
        records = [
            evidence.load(example, each, build) for example in examples for each in example.variants
        ]
        for example in examples:
            for each in example.variants:
                self.env.note_dependency(str(evidence.path_of(example, each, build)))
        rows = [["examples", str(len(examples))], ["versions that were run", str(len(records))]]
        rows += [*verdicts(records), *cost(records)]
        return [table("The runs behind this build", ["", ""], rows)]


def verdicts(records: list[Record]) -> list[list[str]]:
    """A row for each verdict that was found, the most frequent first."""
    found = Counter(record.finding.verdict for record in records)
    return [[f"**{verdict.value}**", str(count)] for verdict, count in found.most_common()]


def cost(records: list[Record]) -> list[list[str]]:
    """What the harness added to a version's own work, apart from those that need a server."""
    alone = [record for record in records if not needs_server(record)]
    rows = {"median": records, "median, of those without a server": alone}
    return [
        [f"added by the harness to a version, {name}", milliseconds(some)]
        for name, some in rows.items()
        if some
    ]


def needs_server(record: Record) -> bool:
    """Whether a server was lent to the run."""
    return bool({"postgres", "http"} & set(record.readings.versions))


def milliseconds(records: list[Record]) -> str:
    """The median of what the harness added."""
    return f"{statistics.median(record.added for record in records) * 1000:.0f} ms"


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("tally", Tally)
