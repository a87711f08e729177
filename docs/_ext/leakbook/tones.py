"""What a version did, in four tones: each has a colour and a shape of its own everywhere."""

from __future__ import annotations

from enum import StrEnum

from harness.record.evidence import Record
from harness.record.finding import Verdict


class Tone(StrEnum):
    """The class that sets colour and shape; the member's text is what the shape means."""

    LOST = "lb-lost"
    """units are lost"""

    BREAKS = "lb-breaks"
    """nothing is lost, and still a caller waits or fails"""

    EXTRA = "lb-extra"
    """one too many: a unit was given back twice"""

    BACK = "lb-back"
    """all came back"""


LOSING = frozenset({Verdict.LEAKS, Verdict.REFERENCE, Verdict.COLLECTOR, Verdict.DEADLOCK})
"""Verdicts under which a unit is out that nobody will give back."""

CLEAN = frozenset({Verdict.DRAINS, Verdict.LEVELS_OFF})
"""Verdicts under which nobody is worse off."""

SIGNS = {Tone.LOST: "◆", Tone.BREAKS: "▲", Tone.EXTRA: "▼", Tone.BACK: "○"}
"""The shapes as text."""


def of_verdict(verdict: Verdict) -> Tone:
    """The tone of a verdict by itself."""
    if verdict in LOSING:
        return Tone.LOST
    if verdict is Verdict.INFLATED:
        return Tone.EXTRA
    return Tone.BACK if verdict in CLEAN else Tone.BREAKS


def of_record(record: Record) -> Tone:
    """The tone of a version: the worse of what it does when results are let go and when kept."""
    finding = record.finding
    found = {of_verdict(finding.verdict), of_verdict(finding.when_kept)}
    worst = next(tone for tone in Tone if tone in found)
    return Tone.BREAKS if worst is Tone.BACK and finding.next_caller != "served" else worst
