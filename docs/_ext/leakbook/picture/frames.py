"""The frames of a tray: one for each recorded reading, and none between them."""

from __future__ import annotations

from dataclasses import dataclass

from harness.record.evidence import Record
from harness.record.finding import amount
from harness.record.readings import Call, Crowd, Outcome, Pass

GLYPHS = {"l": "◇", "w": "○", "e": "◐", "r": "◉", "f": "●", "x": "▼"}
"""A slot as text: not given back, in use, held by one who is busy elsewhere, came back,
free, and one more than there are."""

LEGEND = {
    "w": "in use: the worker has it",
    "e": "out, its holder busy elsewhere",
    "l": "out, nobody at work",
    "r": "just came back",
    "f": "free",
    "x": "one too many",
}
"""What each state of a slot means."""


@dataclass(frozen=True)
class Frame:
    """One reading: its place in the run, the units out, and what there is to draw.

    ``who`` is the caller at the counter (``good``, ``bad`` or nobody); ``queue`` is how many
    wait beside the tray.
    """

    at: str
    out: int
    slots: str
    text: str
    who: str = ""
    queue: int = 0


def frames(record: Record, kept: bool = False) -> tuple[Frame, ...]:
    """A frame for each reading of a record, in the order of the run."""
    readings = record.readings
    size, unit = readings.capacity or 0, readings.resource
    if readings.crowd is not None:
        return tuple(of_crowd(readings.crowd, size, unit))
    run = readings.keeping if kept else readings.dropping
    return tuple(of_pass(run, size, unit)) if run else ()


def slots(size: int, lost: int, held: str = "", back: int = 0) -> str:
    """The tray, a letter for each slot: lost ones first, then held, returned and free ones."""
    taken = "l" * max(lost, 0) + held
    taken += "r" * min(max(back, 0), max(size - len(taken), 0))
    return taken + "f" * (size - len(taken)) + "x" * max(-lost, 0)


def of_pass(run: Pass, size: int, unit: str) -> list[Frame]:
    """During and after each call; the next caller; what brought units back."""
    made, before = [], 0
    for number, call in enumerate(run.calls, 1):
        made += of_call(number, call, before, size, unit)
        before = call.out
    hungry = 0 < before < size
    said = ("Further bad calls, then: " if hungry else "") + next_one(run.next_caller)
    made.append(Frame("next", before, slots(size, before), said, *place(run.next_caller, "good")))
    for at, out in (
        ("dropped", run.dropped), ("collected", run.collected), ("after_release", run.after_release)
    ):  # fmt: skip
        made.append(Frame(at, out, slots(size, out, back=before - out), left(out, before, size)))
        before = out
    return made


def of_call(number: int, call: Call, before: int, size: int, unit: str) -> list[Frame]:
    """The two readings of one call."""
    held, at = max(call.during - max(before, 0), 0), f"call {number}, {call.kind}"
    back = max(call.during, before) - call.out
    free = f"{max(size - call.during, 0)} of {size} left"
    during = f"It takes {a(held, unit)}: {free}." if held > 0 else f"It takes nothing: {free}."
    return [
        Frame(
            f"{at}, during", call.during, slots(size, call.during - held, "w" * held), during,
            call.kind,
        ),
        Frame(
            f"{at}, after", call.out, slots(size, call.out, back=back),
            f"{ending(call.outcome)} {became(call, before, held, size, unit)}",
            *place(call.outcome, call.kind),
        ),
    ]  # fmt: skip


def a(held: int, unit: str) -> str:
    """``a permit``, ``an open transaction``, ``2 permits``."""
    if held > 1:
        return count(held, unit)
    return f"{'an' if unit[0] in 'aeio' else 'a'} {unit}"


def ending(outcome: Outcome) -> str:
    """How a call ended, as a sentence."""
    kinds = {"returned": "It is served.", "waits": "It waits."}
    return kinds.get(outcome.kind, f"It gets {outcome.error}.")


def became(call: Call, before: int, held: int, size: int, unit: str) -> str:
    """What became of what a call took, and how many units are there for others."""
    lost, free = call.out - before, f"{max(size - call.out, 0)} of {size}"
    if call.out < 0:
        return f"{size - call.out} {amount(None, unit)} may be out now, and {size} should."
    if lost > 0:
        gone = f"The {unit} does" if lost == 1 else f"{count(lost, unit)} do"
        return f"{gone} not come back: {free} left."
    if lost < 0:
        return f"{count(-lost, unit)} of earlier calls came back: {free} free."
    return f"{'Back again' if held > 0 else 'As before'}: {free} free."


def of_crowd(crowd: Crowd, size: int, unit: str) -> list[Frame]:
    """All in; one more caller; each that is let through; the end."""
    busy, waiting = "w" * crowd.at_work + "e" * crowd.elsewhere, waiters(crowd)
    held = busy[: crowd.peak]
    tray = slots(size, crowd.peak - len(held), held)
    said = f"{count(crowd.peak, unit)} out; {at_gates(crowd, waiting)}."
    who, more = place(crowd.refused, "good")
    one_more = ending(crowd.refused)
    made = [
        Frame("all in", crowd.peak, tray, said, queue=waiting or 0),
        Frame("one more", crowd.peak, tray, one_more, who, (waiting or 0) + more),
    ]
    before = crowd.peak
    for number, out in enumerate(crowd.readings, 1):
        queue = max(crowd.callers - number - out, 0) if waiting is not None else 0
        tray = slots(size, 0, "w" * out, before - out)
        made.append(Frame(f"through {number}", out, tray, still(out, unit), queue=queue))
        before = out
    return [*made, last(crowd, size, unit, before)]


def last(crowd: Crowd, size: int, unit: str, before: int) -> Frame:
    """The end of a crowd, when nothing moves any more."""
    stuck = len(crowd.stuck)
    said = f"{crowd.finished} of {crowd.callers} callers have ended"
    said += f", {stuck} wait forever; " if stuck else "; "
    said += still(crowd.after, unit, False)
    if stuck == crowd.callers and crowd.after > 0:
        units = amount(None, unit)
        said = f"Nobody has ended: all {stuck} wait forever, those that hold {units} too."
    word = "" if crowd.next_caller.word == "served" else " " + next_one(crowd.next_caller)
    queue = stuck + (crowd.next_caller.kind == "waits")
    tray = slots(size, crowd.after, back=before - crowd.after)
    return Frame("end", crowd.after, tray, said + word, queue=queue)


def waiters(crowd: Crowd) -> int | None:
    """How many waited while all stood; ``None`` where the readings do not tell."""
    standing = crowd.at_work + crowd.elsewhere
    if not standing:
        return len(crowd.stuck)
    told = crowd.callers in (standing, len(crowd.readings))
    return crowd.callers - standing if told else None


def at_gates(crowd: Crowd, waiting: int | None) -> str:
    """Who stands where, in words."""
    parts = [f"{crowd.at_work or 'nobody'} at work"]
    parts += [f"{crowd.elsewhere} busy elsewhere"] if crowd.elsewhere else []
    parts += [f"{waiting} waiting"] if waiting else []
    return ", ".join(parts)


def place(outcome: Outcome, kind: str) -> tuple[str, int]:
    """Where a caller is seen: at the counter, or in the queue."""
    return ("", 1) if outcome.kind == "waits" else (kind, 0)


def next_one(outcome: Outcome) -> str:
    """What the next caller sees."""
    kinds = {"waits": "The next caller waits.", "returned": "The next caller is served."}
    return kinds.get(outcome.kind, f"The next caller gets {outcome.error}.")


def left(out: int, before: int, size: int) -> str:
    """How many are free after something was done to bring them back."""
    said = f"{size - out} of {size} free."
    return f"Still {said}" if out == before and out else said


def still(out: int, unit: str, begins: bool = True) -> str:
    """How many units are out."""
    if out < 0:
        said = f"{count(-out, unit)} too many"
    else:
        said = f"{count(out, unit)} out" if out else "nothing is out"
    return f"{said[0].upper() + said[1:] if begins else said}."


def count(number: int, unit: str) -> str:
    """``1 permit``, ``2 permits``."""
    return amount(number, unit)
