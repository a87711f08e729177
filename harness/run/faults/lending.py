"""What the example lent to the set-up: whoever uses it fails, and the example hears of that."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING

from harness.record.faults import Sort
from harness.record.finding import amount
from harness.run.faults.failing import holds_fault
from harness.run.faults.inject import Target
from harness.run.faults.point import Point
from harness.run.passes import ENDING
from harness.run.settle import settle
from harness.run.state import CALLBACKS

if TYPE_CHECKING:
    from harness.run.faults.gate import Gate


class Lending:
    """The errors that come to what the set-up has entered, as from a program that uses it."""

    def __init__(self, gate: Gate) -> None:
        """Know the gate."""
        self.gate = gate

    def points(self) -> Iterator[Point]:
        """One for each ``yield`` at which a function of the example stands since the set-up."""
        for site in self.gate.lent:
            place = self.gate.place(site.number)
            yield Point(
                Sort.LENT, place, "good", lambda n=site.number: self.fail(n), is_end=True  # type: ignore[misc]
            )  # fmt: skip

    async def fail(self, site: int) -> str | None:
        """Tear the set-up down with an error; what of it did not arrive, or what is left.

        What was lent is still in somebody's hands then, and only closing it lets go of what it has.
        """
        gate = self.gate
        gate.injector.start(Target(site, 1))
        error: BaseException | None = None
        try:
            await gate.manager.__aexit__(None, None, None)
        except BaseException as caught:
            error = caught.with_traceback(None)
        fired = gate.injector.fired
        gate.injector.start()
        gate.is_dirty = True
        if not fired:
            return None
        return (
            unheard(error) or await self.left() or ("" if gate.warns else gate.dropped_unclosed())
        )

    async def left(self) -> str:
        """What is there and was not before the set-up."""
        gate = self.gate
        if gate.is_async:
            await asyncio.get_running_loop().shutdown_default_executor()

        def more() -> dict[str, int]:
            now = gate.counts()
            kinds = now.keys() - {"file", *CALLBACKS, *gate.scenario.leaves}
            grown = {kind: now[kind] - gate.there[kind] for kind in sorted(kinds)}
            return {kind: count for kind, count in grown.items() if count > 0}

        await settle(lambda: not more(), ENDING, gate.is_async)
        return ", ".join(f"{amount(count, kind)} left over" for kind, count in more().items())


def unheard(error: BaseException | None) -> str:
    """How an error was kept from whoever used what was lent."""
    if error is None:
        return "the error is swallowed"
    return "" if holds_fault(error) else f"the error is replaced by {type(error).__name__}"
