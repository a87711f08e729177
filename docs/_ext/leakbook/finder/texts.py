"""The texts that runs have recorded, as a traceback or a log would print them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from harness.record import evidence, examples
from harness.record.evidence import Record
from harness.record.examples import BadExample
from harness.record.readings import Outcome
from leakbook import words


def recorded(config: Any, wanted: str) -> str:
    """A recorded text: ``topic/case variant`` and ``victim``, ``warning`` or ``call 2``."""
    name, variant, kind = wanted.split(" ", 2)
    found = text_of(record(config, name, variant), kind)
    if not found:
        raise BadExample(f"docs/symptoms.toml: the record of {name} {variant} has no {kind}")
    return found


def record(config: Any, name: str, variant: str) -> Record:
    """The record of a variant; `BadEvidence` if it is not fit."""
    example = examples.find(name, Path(config.leakbook_examples))
    return evidence.load(example, variant, Path(config.leakbook_evidence))


def text_of(record: Record, kind: str) -> str:
    """The text of that kind, as a traceback or a log would print it; empty if there is none."""
    if kind == "warning":
        return next(iter(warnings_of(record)), "")
    if kind == "victim":
        return printed(words.next_outcome(record))
    run = record.telling
    number = int(kind.removeprefix("call "))
    return printed(run.calls[number - 1].outcome) if run and number <= len(run.calls) else ""


def warnings_of(record: Record) -> list[str]:
    """The warnings of the run, and then those that came when the collector was called."""
    found = record.readings
    late = [text for each in found.aftermaths for text in each.late]
    return list(dict.fromkeys([*found.warnings, *late]))


def printed(outcome: Outcome) -> str:
    """The last line of a traceback."""
    return f"{outcome.error}: {outcome.text}".removesuffix(": ") if outcome.error else ""


def first_line(text: str) -> str:
    """What a table shows of a long text."""
    return text.partition("\n")[0]


def texts_of(record: Record) -> Iterator[str]:
    """Every text that a reader might meet."""
    yield from warnings_of(record)
    victim = words.next_outcome(record)
    if victim.kind == "raised":
        yield printed(victim)
