"""The reading of a gauge: a baseline, units out above it, and the waiting for releases."""

from __future__ import annotations

import asyncio
import gc
import threading
from types import ModuleType
from typing import Any

from harness.run.gauges import Gauge
from harness.run.settle import settle

LATE = 2.0
"""Seconds that a timer or a thread of the load gets to bring units back by itself."""

collect = gc.collect
"""The collector, also where the example's own calls of it are disarmed."""


class Meter:
    """A gauge on one variant; ``out`` is what a pass and a crowd read."""

    def __init__(self, gauge: Gauge, app: ModuleType, world: Any, is_async: bool) -> None:
        """Know what to read; ``world`` is what the scenario's ``setup`` yielded."""
        self.gauge, self.app, self.world, self.is_async = gauge, app, world, is_async
        self.base = self.last = 0
        self.threads = threading.active_count()
        self._losses: dict[str, int] = {}

    def out(self) -> int:
        """Units out now, above the baseline."""
        return self.gauge.read(self.app, self.world) - self.base

    async def zero(self) -> None:
        """Take the baseline, once what the set-up closed has arrived."""
        await settle(lambda: not self.gauge.lag, self.gauge.lag, self.is_async)
        self.base = self.gauge.read(self.app, self.world)
        self.threads = threading.active_count()

    async def settled(self, kind: str = "") -> int:
        """Units out, once releases that are under way have arrived.

        A call of a ``kind`` that lost units before is not waited for until it loses none: a
        release that came later would show at the next reading.
        """
        before = self.last
        goal = before + max(0, self._losses.get(kind, 0))
        await settle(lambda: self.out() <= goal, self.gauge.lag, self.is_async)
        self.last = self.out()
        if kind:
            self._losses[kind] = self.last - before
        return self.last

    async def drained(self) -> int:
        """Units out, once all that can come back by itself at once has done so."""
        self.last = 0
        return await self.settled()

    async def collected(self) -> int:
        """Units out, once the collector finds nothing more.

        What the first collection frees may be all that kept other garbage, and a thread that has
        handed over its result may hold it for a moment longer: so it collects at each look.
        """
        collect()
        moment = 0.02 if self.is_async or threading.active_count() > 1 else 0.0
        await settle(lambda: collect() >= 0 and self.out() <= 0, moment, self.is_async)
        return await self.drained()

    async def waited(self) -> int:
        """Units out a while later, where a timer, a task or a thread of the load is still there."""
        if self.out() > 0 and self.is_pending():
            await settle(lambda: self.out() <= 0, LATE, self.is_async)
        return self.out()

    def is_pending(self) -> bool:
        """Whether the load left something that may yet give a unit back."""
        if threading.active_count() > self.threads:
            return True
        if not self.is_async:
            return False
        timers = getattr(asyncio.get_running_loop(), "_scheduled", ())  # no public way
        return len(asyncio.all_tasks()) > 1 or any(not each.cancelled() for each in timers)
