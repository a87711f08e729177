"""Leaks that were shipped: ``{upstream} anyio_permit`` shows a case, ``{upstream} all`` lists them.

The program that was run, what the instrument said of the release that leaks and of the repaired
one, and the thread where people told of it; ``nox -s upstream`` records it. A case that is not
recorded, or not as ``upstream.toml`` says it was found by hand, is refused.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from harness.record.evidence import BadEvidence
from harness.record.examples import ROOT
from leakbook.measured.base import read, table
from leakbook.nodes import box, code_block, prose
from leakbook.refusing import RefusingDirective

RECORD, SESSION = "upstream.json", "upstream"
CASES = ROOT / "harness/lab/upstream"
PLANNED = ROOT / "harness/lab/upstream.toml"
THREAD = re.compile(r"https://github\.com/[^/]+/([^/]+)/(issues|pull)/(\d+)")
"""The address of an issue or a pull request."""

Named = dict[str, Any]


class Upstream(RefusingDirective):
    """One case: its program, the two verdicts and the source; or a table of all cases."""

    def draw(self) -> list[nodes.Node]:
        """The case, or the table."""
        self.env.note_dependency(str(PLANNED))
        planned = tomllib.loads(PLANNED.read_text(encoding="utf-8"))
        record, name = read(self.env, RECORD, SESSION), self.arguments[0]
        if name == "all":
            return [overview([case(record, planned, each) for each in planned])]
        found = case(record, planned, name)
        program = CASES / name / "program.py"
        self.env.note_dependency(str(program))
        code = code_block(program.read_text(encoding="utf-8"), "python")
        return [box("lb-panel", code, verdicts(found), provenance(found))]


def case(record: Named, planned: Named, name: str) -> Named:
    """A case of the record, if it is one of the plan and both its findings are the truth."""
    if name not in planned:
        raise BadEvidence(f"harness/lab/{PLANNED.name}: has no case {name!r}")
    found: Named = record.get(name, {})
    releases = planned[name]["releases"]
    said = [found.get("found", {}).get(release, {}).get("said") for release in releases]
    if said != planned[name]["truth"]:
        mend = f"run `nox -s {SESSION} -- {name}`"
        raise BadEvidence(f"docs/lab/{RECORD}: case {name!r} is missing or not the truth; {mend}")
    return {**found, **planned[name]}


def library(found: Named) -> str:
    """The library's name, without what else is installed with it."""
    name: str = found["package"]
    return name.partition("[")[0]


def verdict(side: Named) -> str:
    """The verdict of a release, and what it is where results and errors are kept."""
    kept = side["when_kept"]
    return side["verdict"] if kept == side["verdict"] else f"{side['verdict']} ({kept} if kept)"


def verdicts(found: Named) -> nodes.table:
    """A row for each release."""
    rows = []
    for release in found["releases"]:
        side = found["found"][release]
        readings = ", ".join(str(each) for each in side.get("out", [])[:8]) or "a crowd at once"
        rows.append([release, verdict(side), readings, side["next_caller"]])
    resource = found["found"][found["releases"][0]]["resource"]
    head = [library(found), "verdict", f"{resource}: out after each call", "next caller"]
    return table(f"{library(found)}, before and after", head, rows, numbers=True)


def overview(cases: list[Named]) -> nodes.table:
    """A row for each case: the library, both verdicts, and where people told of it."""
    rows = []
    for each in cases:
        pairs = [f"{release}: {verdict(each['found'][release])}" for release in each["releases"]]
        rows.append([library(each), *pairs, label(each["link"])])
    return table("Every case", ["library", "before", "after", "source"], rows, numbers=True)


def label(link: str) -> str:
    """An issue or a pull request as people call it."""
    found = THREAD.fullmatch(link)
    if found is None:
        raise BadEvidence(f"harness/lab/{PLANNED.name}: {link!r} is no issue and no pull request")
    return f"{found[1]} {'issue' if found[2] == 'issues' else 'pull request'} {found[3]}"


def provenance(found: Named) -> nodes.paragraph:
    """Where people told of it, when it was measured, and on what."""
    pythons = sorted({side["installed"]["Python"] for side in found["found"].values()})
    measured = (
        f". Measured on {found['date']}, {found['platform']}, Python {', '.join(pythons)}; "
        f"all versions are in `docs/lab/{RECORD}`."
    )
    source = nodes.reference("", label(found["link"]), refuri=found["link"])
    return nodes.paragraph(
        "", "", nodes.Text("Source: "), source, *prose(measured), classes=["lb-provenance"]
    )


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("upstream", Upstream)
