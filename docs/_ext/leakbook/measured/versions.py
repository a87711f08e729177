"""What changed between releases: ``{versions} fastapi``.

Each cell is a run of a probe; ``nox -s versions`` records them. A table has a column for each
release, or for several that are alike in every row. Cases of a leak that was repaired (those
with a link) have a row each, and several names give one table of them.

``{release}`fastapi exit from 2``` is a release for a sentence: the answers of a probe, read by
release, fall into stretches of one answer each; ``from 2`` is the first release of the second
stretch, ``to 1`` the last one of the first.
"""

from __future__ import annotations

import tomllib
from itertools import groupby
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from harness.record.evidence import BadEvidence
from harness.record.examples import ROOT
from leakbook.measured.base import read, table
from leakbook.nodes import box, paragraph
from leakbook.refusing import RefusingDirective, RefusingRole

RECORD, SESSION = "versions.json", "versions"
PLANNED = ROOT / "harness/lab/releases.toml"
Named = dict[str, Any]


class Versions(RefusingDirective):
    """One table of releases, or one of repaired leaks."""

    def draw(self) -> list[nodes.Node]:
        """The table, and how it came about."""
        self.env.note_dependency(str(PLANNED))
        record = read(self.env, RECORD, SESSION)
        found = [whole(record, name) for name in self.arguments[0].split()]
        drawn = pairs(found) if found[0]["link"] else releases(found[0])
        note = paragraph(provenance(found), "lb-provenance")
        return [box("lb-panel", *drawn, note)]


def whole(record: Named, name: str) -> Named:
    """A table of the record, if it is what ``releases.toml`` plans."""
    planned = tomllib.loads(PLANNED.read_text(encoding="utf-8"))
    if name not in planned:
        raise BadEvidence(f"harness/lab/releases.toml: has no table {name!r}")
    found: Named = record.get(name, {})
    try:
        names = [each["name"] for each in found["probes"]]
        cells = all(set(each["cells"]) == set(found["releases"]) for each in found["probes"])
    except (KeyError, TypeError):
        names, cells = [], False
    same = names == planned[name]["probes"] and found["releases"] == planned[name]["releases"]
    if not (cells and same):
        mend = f"run `nox -s {SESSION} -- {name}`"
        raise BadEvidence(f"docs/lab/{RECORD}: table {name!r} is not what is planned; {mend}")
    return found


def answer(cell: dict[str, str]) -> str:
    """What a probe answered, or why it could not be run."""
    return cell.get("answer") or f"no answer: {cell.get('not_run', 'no reason was recorded')}"


def releases(found: Named) -> list[nodes.Node]:
    """A column for each release, the newest first; neighbours alike in every row share it."""
    columns = [
        [answer(each["cells"][release]) for each in found["probes"]]
        for release in found["releases"]
    ]
    alike = groupby(zip(found["releases"], columns, strict=True), key=lambda each: each[1])
    runs = [(column, [release for release, _ in same]) for column, same in alike][::-1]
    head = [each[0] if len(each) == 1 else f"{each[0]} to {each[-1]}" for _, each in runs]
    rows = [
        [each["question"], *(column[n] for column, _ in runs)]
        for n, each in enumerate(found["probes"])
    ]
    return [table(f"{found['title']}, by release", ["", *head], rows, numbers=False)]


def pairs(found: list[Named]) -> list[nodes.Node]:
    """A row for each case: what the run said before and after the repair."""
    head = ["case", "question", "release", "reading", "repaired in", "reading then"]
    rows = [row for each in found for row in case(each)]
    made = table("Leaks of released libraries", head, rows)
    for entry, each in zip(made.findall(is_first), found, strict=True):
        link = nodes.reference("", each["title"], refuri=each["link"])
        entry.children[0].children = [link]
        link.parent = entry.children[0]
    return [made]


def is_first(node: nodes.Node) -> bool:
    """Whether a node is the first cell of a row of the body."""
    return (
        isinstance(node, nodes.entry)
        and isinstance(node.parent.parent, nodes.tbody)
        and node.parent[0] is node
    )


def case(found: Named) -> list[list[str]]:
    """The rows of one case."""
    before, after = found["releases"]
    return [
        [
            *(found["title"], each["question"]),
            *(before, answer(each["cells"][before])),
            *(after, answer(each["cells"][after])),
        ]
        for each in found["probes"]
    ]


def stretches(found: Named, probe: str) -> list[list[str]]:
    """The releases of a table in stretches of one answer; `BadEvidence` for an unknown probe."""
    cells = next((each["cells"] for each in found["probes"] if each["name"] == probe), None)
    if cells is None:
        raise BadEvidence(f"docs/lab/{RECORD}: table {found['title']!r} has no probe {probe!r}")
    alike = groupby(found["releases"], key=lambda release: answer(cells[release]))
    return [[*releases] for _, releases in alike]


def release(env: BuildEnvironment, text: str) -> str:
    """The release that a sentence names; `BadEvidence` if the runs have no such stretch."""
    match text.split():
        case [name, probe, ("from" | "to") as end, number] if number.isdigit():
            runs = stretches(whole(read(env, RECORD, SESSION), name), probe)
            if 0 < int(number) <= len(runs):
                return runs[int(number) - 1][0 if end == "from" else -1]
            raise BadEvidence(
                f"docs/lab/{RECORD}: {name} {probe} has {len(runs)} stretches, and a page asks "
                f"for number {number}; the runs changed, or the page is wrong"
            )
    raise BadEvidence(f"{text!r} names no release; write 'table probe from 2' or 'to 1'")


class Release(RefusingRole):
    """``{release}`table probe from 2```: a release at which an answer changed."""

    def draw(self) -> list[nodes.Node]:
        """The release."""
        return [nodes.inline(self.rawtext, release(self.env, self.text), classes=["lb-seen"])]


def provenance(found: list[Named]) -> str:
    """When and on what."""
    dates = sorted({each["date"] for each in found})
    pythons = sorted({v["Python"] for each in found for v in each["installed"].values() if v})
    return (
        f"Each cell is {found[0]['repeats']} runs that agree, of {' and '.join(dates)}, on "
        f"{found[0]['platform']} "
        f"with Python {', '.join(pythons)}; the other versions in each environment are in "
        f"`docs/lab/{RECORD}`."
    )


def setup(app: Sphinx) -> None:
    """Register both."""
    app.add_directive("versions", Versions)
    app.add_role("release", Release())
