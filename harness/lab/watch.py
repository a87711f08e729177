"""Look at a database and its clients from outside: what PostgreSQL sees, what the pools say."""

from __future__ import annotations

import json
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, LiteralString

import psycopg

STATES: LiteralString = """
    SELECT coalesce(state, 'starting'), count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
    GROUP BY 1
"""


@dataclass(frozen=True)
class Sample:
    """One look: sessions as PostgreSQL sees them, connections out as the pools count them."""

    t: float
    sessions: int
    active: int
    idle: int
    idle_in_transaction: int
    checked_out: int
    in_flight: int


@dataclass(frozen=True)
class Watcher:
    """Takes samples over a connection of its own, which it does not count."""

    connection: psycopg.Connection[Any]
    census: Path

    def sample(self, start: float) -> Sample:
        """Look now; ``start`` is when the clock was 0."""
        now = time.time()
        states = Counter(dict(self.connection.execute(STATES).fetchall()))
        workers = self.workers(now)
        return Sample(
            t=round(now - start, 2),
            sessions=states.total(),
            active=states["active"],
            idle=states["idle"],
            idle_in_transaction=sum(
                n for state, n in states.items() if state.startswith("idle in transaction")
            ),
            checked_out=sum(checked_out for _, checked_out, _, _ in workers),
            in_flight=sum(in_flight for _, _, in_flight, _ in workers),
        )

    def workers(self, now: float) -> list[tuple[float, int, int, dict[str, int]]]:
        """The last entry of each worker up to that time."""
        last = []
        for path in sorted(self.census.glob("*.jsonl")):
            lines = path.read_text().splitlines()
            entries = [json.loads(line) for line in lines if line.endswith("]")]
            last += [entry for entry in entries if entry[0] <= now][-1:]
        return last

    def errors(self) -> dict[str, int]:
        """What the application raised, by type, over all workers."""
        found: Counter[str] = Counter()
        for *_, errors in self.workers(time.time()):
            found.update(errors)
        return dict(sorted(found.items()))
