"""Evidence records: one JSON file for each variant, written by the run and read by the page."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from harness.record.examples import ROOT, Example
from harness.record.finding import Promise, judge
from harness.record.readings import Readings

BUILD = ROOT / "build" / "evidence"

COMMAND = "nox -s evidence"
"""What mends a missing or stale record."""


class BadEvidence(Exception):
    """A record that no page may show; the message is one sentence."""


@dataclass(frozen=True)
class Record:
    """What one variant promised, what its runs recorded, and where they ran.

    ``seconds`` is the time of all its runs, of which ``added`` is the harness's own;
    ``repeats`` says how many times the same readings were taken.
    """

    example: str
    variant: str
    digest: str
    promised: Promise
    readings: Readings
    platform: str = ""
    repeats: int = 1
    seconds: float = 0.0
    added: float = 0.0

    @property
    def found(self) -> Promise:
        """The finding, judged anew from the readings."""
        return judge(self.readings)

    @property
    def holds(self) -> bool:
        """Whether the run kept the promise, with nothing left over by code that drains."""
        return self.found == self.promised and not self.litter

    @property
    def litter(self) -> str:
        """What code that was promised to drain left behind, in words; else empty."""
        if self.variant.startswith("buggy"):
            return ""
        left = [f"{count} {name}" for name, count in self.readings.leftovers.items()]
        return ", ".join([*left, *self.readings.warnings])

    def to_json(self) -> str:
        """The record as text, the same for the same record."""
        data = {
            **asdict(self),
            "promised": promise_to_json(self.promised),
            "found": promise_to_json(self.found),
            "readings": self.readings.to_json(),
        }
        return json.dumps(data, indent=1, sort_keys=True) + "\n"


def promise_to_json(promise: Promise) -> dict[str, Any]:
    """A promise or a finding as plain words."""
    return {
        "verdict": promise.verdict.value,  # type: ignore[union-attr]
        "kept": promise.kept.value,  # type: ignore[union-attr]
        "per_bad_call": promise.per_bad_call,
        "victim": promise.victim,
    }


def path_of(example: Example, variant: str, build: Path = BUILD) -> Path:
    """Where the record of a variant is kept."""
    return build / example.name / f"{variant}.json"


def here() -> str:
    """The platform, as a record names it."""
    return f"{platform.system()} {platform.machine()}, {platform.python_implementation()}"


def write(example: Example, record: Record, build: Path = BUILD) -> None:
    """Write the record; a file that says the same apart from durations is left alone."""
    path = path_of(example, record.variant, build)
    try:
        old = parse(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError):
        old = None
    if old is not None and timeless(old) == timeless(record):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(record.to_json(), encoding="utf-8")
    os.replace(part, path)


def timeless(record: Record) -> dict[str, Any]:
    """The record without its durations."""
    data = json.loads(record.to_json())
    crowd = data["readings"]["crowd"]
    if crowd:
        crowd["seconds"] = 0
    return {**data, "seconds": 0, "added": 0}


def parse(text: str) -> Record:
    """A record from its text; `ValueError`, `KeyError` or `TypeError` if it is none."""
    data = json.loads(text)
    found = data.pop("found")
    record = Record(
        **{
            **data,
            "promised": Promise(**data["promised"]),
            "readings": Readings.from_json(data["readings"]),
        }
    )
    if promise_to_json(record.found) != found:
        raise ValueError("its finding does not follow from its readings")
    return record


def note_session(example: Example, passed: bool, build: Path = BUILD) -> None:
    """Remember that the example's session passed as it stands now, or forget it."""
    path = build / example.name / "session.ok"
    path.parent.mkdir(parents=True, exist_ok=True)
    if passed:
        path.write_text(example.digest, encoding="utf-8")
    else:
        path.unlink(missing_ok=True)


def check_session(example: Example, build: Path = BUILD) -> None:
    """Raise `BadEvidence` unless the example's session passed as it stands now."""
    path = build / example.name / "session.ok"
    if not path.exists() or path.read_text(encoding="utf-8") != example.digest:
        place = f"examples/{example.name}/session.txt"
        raise BadEvidence(f"{place}: no passing run of it as it stands; run `{COMMAND}`")


def is_fresh(example: Example, variant: str, build: Path = BUILD) -> bool:
    """Whether a record, or the session's pass, is there and still stands."""
    try:
        if variant == "session":
            check_session(example, build)
        else:
            load(example, variant, build)
    except BadEvidence:
        return False
    return True


def load(example: Example, variant: str, build: Path = BUILD) -> Record:
    """The record of a variant, fit to be shown.

    Raises `BadEvidence` when it is missing, corrupt, stale or contradicts the promise.
    """
    place = f"examples/{example.name}/{variant}.py"
    path = path_of(example, variant, build)
    try:
        record = parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadEvidence(f"{place}: no evidence was recorded; run `{COMMAND}`") from None
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        UnicodeDecodeError,
    ) as error:
        raise BadEvidence(f"{place}: the evidence is corrupt ({error}); run `{COMMAND}`") from None
    if record.digest != example.digest:
        raise BadEvidence(f"{place}: the evidence is stale; run `{COMMAND}`")
    if (record.example, record.variant) != (example.name, variant):
        raise BadEvidence(
            f"{place}: the evidence is of {record.example}/{record.variant}; run `{COMMAND}`"
        )
    if not record.holds:
        raise BadEvidence(
            f"{place}: the evidence contradicts the promise: promised {record.promised}, "
            f"seen {record.found}{', left over: ' + record.litter if record.litter else ''}; "
            "mend the example or its scenario"
        )
    return record
