"""What the runs behind this build amount to: ``{tally}``, counted over every record."""

from __future__ import annotations

import statistics
from collections import Counter
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from harness.record import evidence
from harness.record.evidence import Record
from harness.record.examples import BadExample, all_examples
from harness.record.faults import by_sort
from leakbook.measured.base import table
from leakbook.refusing import RefusingDirective, RefusingRole


class Tally(RefusingDirective):
    """Counts of examples, versions and verdicts, and what a run costs."""

    required_arguments = 0

    def draw(self) -> list[nodes.Node]:
        """Read every record there is; the page is read again when one changes."""
        records = every_record(self.env)
        examples = {record.example for record in records}
        rows = [["examples", str(len(examples))], ["versions that were run", str(len(records))]]
        rows += [*verdicts(records), *standing(records), *cost(records)]
        return [table("The runs behind this build", ["", ""], rows)]


class Standing(RefusingDirective):
    """``{standing}``: how many faults the fixes of the whole book were put to, in a sentence."""

    required_arguments = 0

    def draw(self) -> list[nodes.Node]:
        """Count over every record."""
        fixes = [record for record in every_record(self.env) if record.faults]
        injected = sum(len(record.faults) for record in fixes)
        held = sum(fault.held for record in fixes for fault in record.faults)
        rest = (
            f"; the other {injected - held} are declared beside their fix"
            if injected > held
            else ""
        )
        said = (
            f"{injected} faults were injected into {len(fixes)} fixes, and {held} were held{rest}."
        )
        return [nodes.paragraph("", said)]


class Count(RefusingRole):
    """``{count}`faults```: a number over every record, with commas.

    There are ``examples``, ``versions``, ``fixes`` (those that faults were injected into),
    ``faults`` and ``held``.
    """

    def draw(self) -> list[nodes.Node]:
        """Count once for each page."""
        here = self.env.current_document
        counts: dict[str, int] = here.get("leakbook") or counted(every_record(self.env))
        here["leakbook"] = counts
        if self.text not in counts:
            raise BadExample(f"{self.text!r} is not counted; there are {', '.join(counts)}")
        return [nodes.inline("", f"{counts[self.text]:,}", classes=["lb-seen"])]


def counted(records: list[Record]) -> dict[str, int]:
    """What there is, by name."""
    fixes = [record for record in records if record.faults]
    return {
        "examples": len({record.example for record in records}),
        "versions": len(records),
        "fixes": len(fixes),
        "faults": sum(len(record.faults) for record in fixes),
        "held": sum(fault.held for record in fixes for fault in record.faults),
    }


def every_record(env: Any) -> list[Record]:
    """Every record there is; the page is read again when one changes."""
    build = Path(env.config.leakbook_evidence)
    records = []
    for example in all_examples(Path(env.config.leakbook_examples)):
        for variant in example.variants:
            env.note_dependency(str(evidence.path_of(example, variant, build)))
            records.append(evidence.load(example, variant, build))
    return records


def standing(records: list[Record]) -> list[list[str]]:
    """A row for each sort of fault: injected, and held."""
    counts = by_sort(fault for record in records for fault in record.faults)
    return [
        [f"fault: {sort.value}", f"{held} of {injected} held"]
        for sort, (injected, held) in counts.items()
    ]


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
    return bool({"postgres", "small_postgres", "http"} & set(record.readings.versions))


def milliseconds(records: list[Record]) -> str:
    """The median of what the harness added."""
    return f"{statistics.median(record.added for record in records) * 1000:.0f} ms"


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("tally", Tally)
    app.add_directive("standing", Standing)
    app.add_role("count", Count())
