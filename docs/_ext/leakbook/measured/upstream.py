"""Leaks that were shipped: ``{upstream} anyio_permit`` shows a case.

The program that was run, and what the instrument said of the release that leaks and of the
repaired one; ``nox -s upstream`` records it. A verdict that is not the truth found by hand is
refused.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from harness.record.evidence import BadEvidence
from harness.record.examples import ROOT
from leakbook.measured.base import read, table
from leakbook.nodes import box, code_block, paragraph
from leakbook.refusing import RefusingDirective

RECORD, SESSION = "upstream.json", "upstream"
CASES = ROOT / "harness/lab/upstream"
Named = dict[str, Any]


class Upstream(RefusingDirective):
    """One case: its program, and the two verdicts."""

    required_arguments = 1

    def draw(self) -> list[nodes.Node]:
        """The program, the verdicts, and how they came about."""
        name = self.arguments[0]
        found = case(read(self.env, RECORD, SESSION), name)
        program = CASES / name / "program.py"
        self.env.note_dependency(str(program))
        text = program.read_text(encoding="utf-8")
        code = code_block(text, "python")
        return [box("lb-panel", code, verdicts(found), paragraph(provenance(found)))]


def case(record: Named, name: str) -> Named:
    """A case of the record, if both its verdicts are the truth."""
    found: Named = record.get(name, {})
    sides = [found.get("found", {}).get(release, {}) for release in found.get("releases", [])]
    if not sides or [each.get("verdict") for each in sides] != found["truth"]:
        mend = f"run `nox -s {SESSION} -- {name}`"
        raise BadEvidence(f"docs/lab/{RECORD}: case {name!r} is missing or not the truth; {mend}")
    return found


def verdicts(found: Named) -> nodes.table:
    """A row for each release."""
    rows = []
    for release in found["releases"]:
        side = found["found"][release]
        readings = ", ".join(str(each) for each in side.get("out", [])[:8]) or "a crowd at once"
        caller = side["next_caller"]
        rows.append([release, side["verdict"], readings, caller])
    head = [found["package"], "verdict", f"{side['resource']}: out after each call", "next caller"]
    return table(f"{found['package']}, before and after", head, rows, numbers=True)


def provenance(found: Named) -> str:
    """When and on what."""
    pythons = sorted({side["installed"]["Python"] for side in found["found"].values()})
    return (
        f"Measured on {found['date']}, {found['platform']}, Python {', '.join(pythons)}; "
        f"all versions are in `docs/lab/{RECORD}`."
    )


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("upstream", Upstream)
