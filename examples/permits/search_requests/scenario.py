"""Six searches arrive; the first four have an unbalanced quote, which the query refuses."""

import asyncio
import shlex
from itertools import chain, repeat

from harness import Promise, Scenario, gauges

searches = chain(['"desk lamp'] * 4, repeat("desk lamp"))


async def query(words):
    return shlex.split(words)


async def four(app, bench):
    yield asyncio.Semaphore(4)


scenario = Scenario(
    good=lambda app, slots: app.search(slots, query, next(searches)),
    setup=four,
    gauge=gauges.permits(lambda app, slots: slots),
    capacity=4,
    crowd=6,
    patience=0.2,
    buggy=Promise("leaks for good", 4, "waits"),
    fixed=Promise("drains"),
)
