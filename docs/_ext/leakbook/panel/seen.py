"""The role that puts a recorded value into a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from harness.record import evidence
from harness.record.evidence import Record
from harness.record.examples import BadExample
from harness.record.readings import Mode
from leakbook import domain, words
from leakbook.refusing import RefusingDirective, RefusingRole

PLAIN: dict[str, Callable[[Record], Any]] = {
    "verdict": lambda r: r.finding.verdict.value,
    "when_kept": lambda r: r.finding.when_kept.value,
    "lost": lambda r: r.finding.lost,
    "next_caller": lambda r: r.finding.next_caller,
    "calls": words.calls,
    "capacity": lambda r: r.readings.capacity,
    "resource": lambda r: r.readings.resource,
    "dropped": lambda r: r.telling.dropped,  # type: ignore[union-attr]
    "collected": lambda r: r.telling.collected,  # type: ignore[union-attr]
    "after_release": lambda r: r.telling.after_release,  # type: ignore[union-attr]
    "holder": lambda r: r.readings.holder,
    "pinned": lambda r: max(call.out for call in r.readings.passes[Mode.PIN].calls),
    "crowd.callers": lambda r: r.readings.crowd.callers,  # type: ignore[union-attr]
    "crowd.peak": lambda r: r.readings.crowd.peak,  # type: ignore[union-attr]
    "crowd.at_work": lambda r: r.readings.crowd.at_work,  # type: ignore[union-attr]
    "crowd.elsewhere": lambda r: r.readings.crowd.elsewhere,  # type: ignore[union-attr]
    "crowd.finished": lambda r: r.readings.crowd.finished,  # type: ignore[union-attr]
    "crowd.after": lambda r: r.readings.crowd.after,  # type: ignore[union-attr]
    "crowd.stuck": lambda r: len(r.readings.crowd.stuck),  # type: ignore[union-attr]
    "crowd.refused": lambda r: r.readings.crowd.refused.word,  # type: ignore[union-attr]
    "python": lambda r: r.readings.versions.get("Python"),
    "platform": lambda r: r.platform,
    "repeats": lambda r: r.repeats,
}
CODE: dict[str, Callable[[Record], Any]] = {
    "next_caller.error": lambda r: words.next_outcome(r).error,
    "next_caller.text": lambda r: words.next_outcome(r).text,
    "next_caller.line": lambda r: words.own_line(words.next_outcome(r), r.variant),
    "warning": lambda r: [*r.readings.warnings, *r.readings.late_warnings][0],
    "crowd.line": lambda r: words.own_line(r.readings.crowd.stuck[0], r.variant),  # type: ignore[union-attr]
}
COUNTED: dict[str, Callable[[Any], Any]] = {
    "out": lambda call: call.out,
    "during": lambda call: call.during,
    "kind": lambda call: call.kind,
    "error": lambda call: call.outcome.error,
    "text": lambda call: call.outcome.text,
    "line": lambda call: call.outcome.stack,
}


MISSING = (KeyError, IndexError, AttributeError, TypeError)
"""What reading a value that the record does not have raises."""


class Seen(RefusingRole):
    """``{seen}`topic/case variant value```: a value as it was recorded.

    Values as words: ``verdict``, ``when_kept`` (the verdict if exceptions and results are kept),
    ``lost``, ``next_caller`` (``served``, ``waits`` or an error's type), ``calls``,
    ``capacity``, ``resource``, ``dropped``, ``collected``, ``after_release`` (units out after
    each of these), ``holder``, ``pinned``, ``crowd.callers``, ``.peak``, ``.at_work``,
    ``.elsewhere``, ``.finished``, ``.after``, ``.stuck`` (how many), ``.refused``, ``python``,
    ``platform``, ``repeats``, and the version of a library or server by its name. As code:
    ``next_caller.error``, ``.text``, ``.line``, ``warning`` (the first), ``crowd.line``. Of the
    call number 3: ``out[3]``, ``free[3]`` (of the capacity), ``during[3]``, ``kind[3]``,
    ``error[3]``, ``text[3]``, ``line[3]``.
    """

    def draw(self) -> list[nodes.Node]:
        """The value, as code where it is quoted from the run."""
        name, variant, wanted = self.parts()
        value = value_of(record_of(self.env, name, variant), wanted)
        if wanted in CODE or wanted.startswith(("error[", "text[", "line[")):
            return [nodes.literal("", value)]
        return [nodes.inline("", value, classes=["lb-seen"])]

    def parts(self) -> tuple[str, str, str]:
        """The three words of the role."""
        name, _, rest = self.text.partition(" ")
        variant, _, wanted = rest.strip().partition(" ")
        if not wanted:
            raise BadExample(
                f"{self.text!r} is no recorded value; write 'topic/case variant value'"
            )
        return name, variant, wanted.strip()


def record_of(env: BuildEnvironment, name: str, variant: str) -> Record:
    """The record of a variant; `BadExample` or `BadEvidence` if there is none to show."""
    example = domain.example_for_page(env, name)
    if variant not in example.variants:
        there = ", ".join(example.variants)
        raise BadExample(f"examples/{name}: has no {variant!r}; there are {there}")
    return evidence.load(example, variant, Path(env.config.leakbook_evidence))


def value_of(record: Record, wanted: str) -> str:
    """The value of that name, on one line; `BadExample` says which there are."""
    try:
        value = read(record, wanted)
    except MISSING:
        value = None
    if value is None or value == "":
        raise BadExample(
            f"examples/{record.example}/{record.variant}.py: its record has no {wanted!r}; "
            f"there are {', '.join(available(record))}"
        )
    return " ".join(str(value).split())


def read(record: Record, wanted: str) -> Any:
    """The value, whatever it is; a missing one raises."""
    numbered = re.fullmatch(r"(\w+)\[([1-9]\d*)\]", wanted)
    if numbered:
        call = record.telling.calls[int(numbered[2]) - 1]  # type: ignore[union-attr]
        if numbered[1] == "line":
            return words.own_line(call.outcome, record.variant)
        if numbered[1] == "free":
            return record.readings.capacity - call.out  # type: ignore[operator]
        return COUNTED[numbered[1]](call)
    found = PLAIN.get(wanted) or CODE.get(wanted)
    return found(record) if found else record.readings.versions[wanted]


def available(record: Record) -> list[str]:
    """The names of all values that the record has."""
    names = [*PLAIN, *CODE, *record.readings.versions]
    counted = [f"{name}[{words.calls(record)}]" for name in (*COUNTED, "free")]
    return [name for name in [*names, *counted] if has(record, name)]


def has(record: Record, name: str) -> bool:
    """Whether the record has that value."""
    try:
        return read(record, name) not in (None, "")
    except MISSING:
        return False


class SeenValues(RefusingDirective):
    """``{seen-values} topic/case variant``: every value that ``{seen}`` can say of it."""

    def draw(self) -> list[nodes.Node]:
        """A definition for each value."""
        record = record_of(self.env, *self.arguments[0].split())
        rows = [(each, value_of(record, each)) for each in available(record)]
        return [nodes.definition_list("", *(row(*each) for each in rows), classes=["lb-values"])]


def row(name: str, value: str) -> nodes.Node:
    """A value under its name."""
    text = nodes.definition("", nodes.paragraph("", value))
    return nodes.definition_list_item("", nodes.term("", "", nodes.literal("", name)), text)


def setup(app: Sphinx) -> None:
    """Register the role and the list of its values."""
    app.add_role("seen", Seen())
    app.add_directive("seen-values", SeenValues)
