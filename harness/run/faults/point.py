"""One fault of a variant, before it is injected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from harness.record.faults import Sort


@dataclass(frozen=True)
class Point:
    """One fault to inject: its sort, where, in which call, and how it is run.

    ``allowed`` may stay out, by kind: what a release that fails would have given back.
    ``gives_back`` tells that the call is a release where it is made, ``is_unhanded`` that what it
    took for a thing of the caller's may have come with one that nobody was handed.
    ``is_end`` marks one with which the set-up ends: there is no next caller.
    ``is_guess`` marks a caller whose arguments the gate made up: its data is not judged.
    """

    sort: Sort
    place: str
    kind: str
    run: Callable[[], Any]
    allowed: dict[str, int] = field(default_factory=dict)
    is_guess: bool = False
    gives_back: bool = False
    is_unhanded: bool = False
    is_end: bool = False

    @property
    def call(self) -> str:
        """In what it comes, in words."""
        return "the set-up" if self.is_end else f"the {self.kind} call"
