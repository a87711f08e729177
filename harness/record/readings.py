"""What a run records, in plain data: the shapes that travel from a child process to a page."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


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

    @property
    def word(self) -> str:
        """The outcome as a promise names it: ``served``, ``waits`` or the error's type."""
        return {"returned": "served", "waits": "waits"}.get(self.kind, self.error)


@dataclass(frozen=True)
class Call:
    """One call: ``good`` or ``bad``, units out during it (the most) and after it."""

    kind: str
    during: int
    out: int
    outcome: Outcome


@dataclass(frozen=True)
class Pass:
    """One pass over the workload; all counts are units out, above the baseline.

    ``dropped`` is read after the caller let go of what it held, ``collected`` after
    ``gc.collect()``, ``let_go`` after the holder named by the scenario let go.
    """

    calls: tuple[Call, ...]
    dropped: int
    collected: int
    let_go: int
    victim: Outcome


@dataclass(frozen=True)
class Crowd:
    """Callers at the same time, held at a gate and then let through one by one.

    ``peak`` is read while they stand there, ``steps`` after each is let through, ``after``
    when nothing moves any more. ``stuck`` has the waiting line of each caller that never
    finished; ``seconds`` is how long the gate was closed.
    """

    callers: int
    peak: int
    at_work: int
    elsewhere: int
    steps: tuple[int, ...]
    finished: int
    stuck: tuple[Outcome, ...]
    after: int
    seconds: float
    refused: Outcome
    victim: Outcome


@dataclass(frozen=True)
class Readings:
    """All that one variant's runs recorded. ``pinned`` counts units out with locals kept alive."""

    resource: str
    capacity: int | None
    let_go: Pass | None = None
    kept: Pass | None = None
    pinned: int = 0
    crowd: Crowd | None = None
    warnings: tuple[str, ...] = ()
    leftovers: dict[str, int] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The same as dictionaries and lists."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Readings:
        """The inverse of `to_json`; a wrong shape raises `TypeError` or `KeyError`."""
        return cls(
            **{
                **data,
                "let_go": load_pass(data["let_go"]),
                "kept": load_pass(data["kept"]),
                "crowd": load_crowd(data["crowd"]),
                "warnings": tuple(data["warnings"]),
            }
        )


def load_outcome(data: dict[str, Any]) -> Outcome:
    """An `Outcome` from JSON."""
    return Outcome(**{**data, "stack": tuple(data["stack"])})


def read_pass(data: dict[str, Any]) -> Pass:
    """A `Pass` from JSON."""
    calls = tuple(
        Call(**{**call, "outcome": load_outcome(call["outcome"])}) for call in data["calls"]
    )
    return Pass(**{**data, "calls": calls, "victim": load_outcome(data["victim"])})


def load_pass(data: dict[str, Any] | None) -> Pass | None:
    """A `Pass` from JSON, if there is one."""
    return None if data is None else read_pass(data)


def load_crowd(data: dict[str, Any] | None) -> Crowd | None:
    """A `Crowd` from JSON."""
    if data is None:
        return None
    return Crowd(
        **{
            **data,
            "steps": tuple(data["steps"]),
            "stuck": tuple(load_outcome(each) for each in data["stuck"]),
            "refused": load_outcome(data["refused"]),
            "victim": load_outcome(data["victim"]),
        }
    )
