"""What a run records, in plain data: the shapes that travel from a run's process to a page."""

from __future__ import annotations

import dataclasses
import types
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from harness.record import harmless

Shape = TypeVar("Shape")


class Mode(StrEnum):
    """What a pass over the calls keeps alive: it decides what reference counting may release."""

    DROP = "drop"
    """Results and exceptions are let go at once."""

    KEEP = "keep"
    """Results and exceptions are kept until the last call, as a log or a retry would keep them."""

    PIN = "pin"
    """Local variables of the example's functions are kept, as an interpreter without reference
    counting might keep them."""

    STRICT = "strict"
    """All of them are kept. What drains even so needs no other pass."""


@dataclass(frozen=True)
class Outcome:
    """How one call ended: ``returned``, ``raised`` or ``waits``.

    ``error`` is the exception's type name and ``text`` its message. A call that waits has
    a ``stack`` instead: one line of text for each frame, the innermost last.
    """

    kind: str
    error: str = ""
    text: str = ""
    stack: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Keep of its texts what is harmless."""
        object.__setattr__(self, "error", harmless.name(self.error))
        object.__setattr__(self, "text", harmless.text(self.text))
        object.__setattr__(self, "stack", tuple(map(harmless.text, self.stack)))

    @property
    def word(self) -> str:
        """The outcome as a promise names it: ``served``, ``waits`` or the error's type."""
        return {"returned": "served", "waits": "waits"}.get(self.kind, self.error)


@dataclass(frozen=True)
class Call:
    """One call: ``good`` or ``bad``, units out during it (the most) and after it.

    ``out`` of a call that waits was read while it waited, before it was ended.
    """

    kind: str
    during: int
    out: int
    outcome: Outcome


@dataclass(frozen=True)
class Leftover:
    """What is above the count from before the set-up, of one kind.

    ``early`` is counted after the tear-down, ``late`` once the collector has run, and ``grown``
    is what the second half of the load added: 0 for a thing that is left once.
    """

    kind: str
    early: int
    late: int
    grown: int = 0


@dataclass(frozen=True)
class Aftermath:
    """What a pass left behind. ``warnings`` came before the collector was run, ``late`` after.

    ``unclosed`` counts descriptors and asynchronous generators that went although no call closed
    them, ``lines`` are those of the example that ran, ``teardown`` is what the tear-down raised.
    """

    leftovers: tuple[Leftover, ...] = ()
    warnings: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    unclosed: int = 0
    teardown: str = ""
    lines: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Keep of its texts what is harmless."""
        object.__setattr__(self, "warnings", tuple(map(harmless.text, self.warnings)))
        object.__setattr__(self, "late", tuple(map(harmless.text, self.late)))
        object.__setattr__(self, "teardown", harmless.text(self.teardown))


@dataclass(frozen=True)
class Pass:
    """One pass over the workload; all counts are units out, above the baseline.

    ``start`` is read before the first call, ``dropped`` after the caller let go of what it held,
    ``waited`` a moment later where a timer or a thread may still bring something, ``collected``
    after ``gc.collect()``, ``after_release`` after the holder named by the scenario let go.
    ``returned`` says that a timer or a thread of the load ended, and all was back, while the next
    caller was served.
    """

    calls: tuple[Call, ...]
    start: int
    dropped: int
    waited: int
    collected: int
    after_release: int
    next_caller: Outcome
    aftermath: Aftermath = field(default_factory=Aftermath)
    returned: bool = False


@dataclass(frozen=True)
class Crowd:
    """Callers at the same time, held at a gate and then let through one by one.

    ``peak`` is read while they stand there, ``readings`` after each is let through, ``after``
    when nothing moves any more. ``stuck`` has the waiting line of each caller that never
    finished, ``endings`` how often the others ended how; ``seconds`` is how long the gate was
    closed. ``refused`` is one more caller while the crowd stands, ``next_caller`` one after it.
    """

    callers: int
    peak: int
    at_work: int
    elsewhere: int
    readings: tuple[int, ...]
    finished: int
    endings: dict[str, int]
    stuck: tuple[Outcome, ...]
    after: int
    seconds: float
    refused: Outcome
    next_caller: Outcome
    aftermath: Aftermath = field(default_factory=Aftermath)


@dataclass(frozen=True)
class Readings:
    """All that one variant's passes recorded, each under the mode in which it ran.

    ``counted`` says that the gauge counts a fixed number of permits, so that a reading below the
    baseline is one too many; ``holder`` is what the scenario names as keeping a unit alive.
    """

    resource: str
    capacity: int | None
    passes: dict[Mode, Pass] = field(default_factory=dict)
    crowd: Crowd | None = None
    counted: bool = False
    holder: str = ""
    versions: dict[str, str] = field(default_factory=dict)

    @property
    def dropping(self) -> Pass | None:
        """The pass that lets go of results at once, or the strict one where it told all."""
        return self.passes.get(Mode.DROP) or self.passes.get(Mode.STRICT)

    @property
    def keeping(self) -> Pass | None:
        """The pass that keeps results, or another that says the same."""
        return self.passes.get(Mode.KEEP) or self.passes.get(Mode.STRICT) or self.dropping

    @property
    def aftermaths(self) -> list[Aftermath]:
        """What each pass left behind."""
        crowd = [self.crowd.aftermath] if self.crowd else []
        return [*(run.aftermath for run in self.passes.values()), *crowd]

    @property
    def warnings(self) -> tuple[str, ...]:
        """Every warning from before the collector ran, once."""
        return tuple(dict.fromkeys(text for each in self.aftermaths for text in each.warnings))

    @property
    def late_warnings(self) -> tuple[str, ...]:
        """Every warning that came with the collector, once."""
        return tuple(dict.fromkeys(text for each in self.aftermaths for text in each.late))


def from_json(shape: type[Shape], data: Any) -> Shape:
    """Data of a dataclass, an enum, a tuple, a dictionary or a plain value, from JSON."""
    value: Any = data
    if dataclasses.is_dataclass(shape):
        hints = hints_of(shape)
        value = shape(**{name: from_json(hints[name], each) for name, each in data.items()})
    elif isinstance(shape, type) and issubclass(shape, Enum):
        value = shape(data)
    elif get_origin(shape) is tuple:
        value = tuple(from_json(get_args(shape)[0], each) for each in data)
    elif get_origin(shape) is dict:
        key, of = get_args(shape)
        value = {from_json(key, name): from_json(of, each) for name, each in data.items()}
    elif get_origin(shape) is types.UnionType:
        value = None if data is None else from_json(get_args(shape)[0], data)
    return value  # type: ignore[no-any-return]


@cache
def hints_of(shape: type) -> dict[str, Any]:
    """The types of a dataclass's fields."""
    return get_type_hints(shape)
