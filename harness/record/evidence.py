"""Evidence records: one JSON file for each variant, written by the run and read by the page."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from harness.record.examples import ROOT, Example
from harness.record.faults import Fault, undeclared, untrue
from harness.record.finding import Finding, Promise, Verdict, amount, judge
from harness.record.readings import Leftover, Pass, Readings, from_json

BUILD = ROOT / "build" / "evidence"

COMMAND = "nox -s evidence"
"""What mends a missing or stale record."""


class BadEvidence(Exception):
    """A record that no page may show; the message is one sentence."""


class Missing(BadEvidence):
    """A record that is not there, or is of something older: a run gives it."""


@dataclass(frozen=True)
class Record:
    """What one variant promised, what its passes recorded, and where they ran.

    ``seconds`` is the time of all its passes, of which ``added`` is the harness's own;
    ``repeats`` says how many times the same readings were taken; ``leaves`` is what the scenario
    allows to be left over, with a reason each. ``faults`` are those that a fix was put to, and
    ``not_stood`` declares, with a sentence each, those that it does not stand. ``day`` is the
    date of the run, ``ran`` are the lines of the variant that it ran, in all its processes.
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
    leaves: dict[str, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    not_stood: dict[str, str] = field(default_factory=dict)
    day: str = ""
    ran: tuple[int, ...] = ()

    @property
    def finding(self) -> Finding:
        """The finding, judged anew from the readings."""
        return judge(self.readings)

    @property
    def keeps_promise(self) -> bool:
        """Whether the run kept the promise, left nothing over, and lost what it declares alone."""
        kept = self.finding.promise == self.promised and not self.litter
        undeclared_or_untrue = [
            *undeclared(self.faults, self.not_stood),
            *untrue(self.faults, self.not_stood),
        ]
        return kept and not undeclared_or_untrue

    @property
    def litter(self) -> str:
        """What code that should leave nothing behind has left, in words; else empty."""
        breaks = self.finding.verdict in (Verdict.DRAINS, Verdict.BREAKS)
        if self.variant.startswith("buggy") and not breaks:
            return ""
        return ", ".join(dict.fromkeys(self.remains()))

    def remains(self) -> Iterator[str]:
        """Each thing that is left over and not allowed by name."""
        for left in self.worst():
            stays = left.late > 0 and not self.variant.startswith("buggy")
            if left.kind not in self.leaves and (stays or left.grown > 0):
                yield in_words(left)
        for aftermath in self.readings.aftermaths:
            texts = () if self.variant.startswith("buggy") else aftermath.warnings + aftermath.late
            for text in texts:
                if text.split(":")[0] not in self.leaves:
                    yield text
            if aftermath.teardown:
                yield f"the tear-down raised {aftermath.teardown}"

    def worst(self) -> list[Leftover]:
        """The leftovers of all passes, each kind once: as many as the pass with the most left."""
        kinds: dict[str, Leftover] = {}
        for aftermath in self.readings.aftermaths:
            for left in aftermath.leftovers:
                known = kinds.get(left.kind, left)
                kinds[left.kind] = max(known, left, key=lambda each: (each.late, each.grown))
        return list(kinds.values())

    @property
    def calls_said(self) -> str:
        """What the bad calls did, for a failure: the first word of a mistake in the scenario."""
        run = self.telling
        outcomes = [call.outcome for call in run.calls if call.kind == "bad"] if run else []
        words = dict.fromkeys(f"{o.error}: {o.text}" for o in outcomes if o.kind == "raised")
        return f" (bad calls raised {next(iter(words))})" if words else ""

    @property
    def hint(self) -> str:
        """What to try where a call of the load waited."""
        run = self.telling
        waited = run and run.calls and run.calls[-1].outcome.kind == "waits"
        return "a call waited; give capacity=" if waited and not self.readings.capacity else ""

    @property
    def telling(self) -> Pass | None:
        """The pass that told the finding; ``None`` for a crowd."""
        mode = self.finding.told_by
        return None if mode is None else self.readings.passes[mode]

    def to_json(self) -> str:
        """The record as text, the same for the same record."""
        data = {**asdict(self), "finding": asdict(self.finding)}
        return json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def lost_in(record: Record) -> str:
    """The first fault that a fix did not stand and does not declare, for a sentence."""
    lost = undeclared(record.faults, record.not_stood)
    return f", with {lost[0]}: {lost[0].loss}" if lost else ""


def in_words(left: Leftover) -> str:
    """A leftover: how many, and whether there is more with each call."""
    count = left.late or left.early
    if left.kind == "memory":
        return f"{count} KiB of memory more after each round of calls"
    when = "" if left.late else " until the collector runs"
    return f"{amount(count, left.kind)}{', growing with the calls' if left.grown else ''}{when}"


def difference(one: Readings, other: Readings) -> str:
    """Where two readings differ, apart from durations; empty where they do not."""
    pair = [timeless_readings(asdict(each)) for each in (one, other)]
    paths = {path for data in pair for path in leaves_of(data)}
    flat = [dict(leaves_of(data).items()) for data in pair]
    different = sorted(path for path in paths if flat[0].get(path) != flat[1].get(path))
    if not different:
        return ""
    first = different[0]
    return f"{first}: {flat[0].get(first)!r}, then {flat[1].get(first)!r}"


def leaves_of(data: Any, path: str = "") -> dict[str, Any]:
    """The plain values of nested data, each under its path."""
    if isinstance(data, dict):
        pairs = data.items()
    elif isinstance(data, (list, tuple)):
        pairs = dict(enumerate(data)).items()
    else:
        return {path: data}
    return {
        key: value
        for name, each in pairs
        for key, value in leaves_of(each, f"{path}.{name}" if path else str(name)).items()
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
    put(path, record.to_json())


def put(path: Path, text: str) -> None:
    """Write a file whole, or not at all; two runs in one checkout may do so at once.

    Raises `BadEvidence` if it cannot be written.
    """
    part = path.with_name(f"{path.stem}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8")
        os.replace(part, path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise BadEvidence(
            f"{path}: could not be written ({error.strerror}); make room there, run it again"
        ) from None


def timeless(record: Record) -> dict[str, Any]:
    """The record without its durations."""
    data = json.loads(record.to_json())
    readings = timeless_readings(data["readings"])
    return {**data, "seconds": None, "added": None, "readings": readings}


def timeless_readings(data: dict[str, Any]) -> dict[str, Any]:
    """Readings without their durations."""
    crowd = data["crowd"]
    return {**data, "crowd": crowd and {**crowd, "seconds": None}}


def parse(text: str) -> Record:
    """A record from its text; `ValueError`, `KeyError` or `TypeError` if it is none."""
    data = json.loads(text)
    finding = from_json(Finding, data.pop("finding"))
    record = from_json(Record, data)
    if record.finding != finding:
        raise ValueError("its finding does not follow from its readings")
    return record


def note_session(example: Example, passed: bool, build: Path = BUILD) -> None:
    """Remember that the example's session passed as it stands now, or forget it."""
    path = build / example.name / "session.ok"
    if passed:
        put(path, example.digest)
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


def is_of(example: Example, variant: str, digest: str, build: Path = BUILD) -> bool:
    """Whether a record, or the session's pass, was made of that digest; it may say anything.

    A look at the text is enough for whoever asks what has to run: a record that contradicts its
    promise says so again, until something is edited.
    """
    session = variant == "session"
    path = build / example.name / "session.ok" if session else path_of(example, variant, build)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return text == digest if session else f'"digest": "{digest}"' in text


def load(example: Example, variant: str, build: Path = BUILD) -> Record:
    """The record of a variant, fit to be shown.

    Raises `BadEvidence` when it is missing, corrupt, stale or contradicts the promise.
    """
    place = f"examples/{example.name}/{variant}.py"
    path = path_of(example, variant, build)
    try:
        record = parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Missing(f"{place}: no evidence was recorded; run `{COMMAND}`") from None
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        UnicodeDecodeError,
    ) as error:
        raise BadEvidence(f"{place}: the evidence is corrupt ({error}); run `{COMMAND}`") from None
    if record.digest != example.digest:
        raise Missing(f"{place}: the evidence is stale; run `{COMMAND}`")
    if (record.example, record.variant) != (example.name, variant):
        raise BadEvidence(
            f"{place}: the evidence is of {record.example}/{record.variant}; run `{COMMAND}`"
        )
    if not record.keeps_promise:
        raise BadEvidence(
            f"{place}: the evidence contradicts the promise: promised {record.promised}, "
            f"seen {record.finding}{', left over: ' + record.litter if record.litter else ''}"
            f"{lost_in(record)}; "
            "mend the example or its scenario"
        )
    return record
