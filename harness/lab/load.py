"""The load: so many connections to one address of the loopback interface, for so long.

``python -m harness.lab.load URL --connections 300 --seconds 10`` prints
``started`` and in the end one line of JSON.
As with wrk and hey, each connection sends its next request when it has its answer, and what
is in flight at the end is cut off.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from collections import Counter
from dataclasses import dataclass, field

import aiohttp
from yarl import URL

from harness.lab.lifeline import end_with_starter

MOST = 200_000  # requests of one load, whatever its time


@dataclass
class Tally:
    """What the clients saw."""

    requests: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    cut: int = 0
    slowest: float = 0.0


async def client(session: aiohttp.ClientSession, url: URL, tally: Tally) -> None:
    """Send one request after the other."""
    while tally.requests < MOST:
        tally.requests += 1
        start = time.perf_counter()
        try:
            async with session.post(url) as response:
                await response.read()
                tally.statuses[response.status] += 1
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            tally.errors[type(error).__name__] += 1
        except asyncio.CancelledError:
            tally.cut += 1
            raise
        tally.slowest = max(tally.slowest, round(time.perf_counter() - start, 3))


async def load(url: URL, connections: int, seconds: float) -> Tally:
    """Keep the connections busy for that long."""
    tally = Tally()
    async with aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=connections),
        timeout=aiohttp.ClientTimeout(total=seconds + 1),
    ) as session:
        print("started", flush=True)  # noqa: T201 - whoever starts us waits for it
        clients = [asyncio.create_task(client(session, url, tally)) for _ in range(connections)]
        await asyncio.wait(clients, timeout=seconds)
        for each in clients:
            each.cancel()
        await asyncio.gather(*clients, return_exceptions=True)
    return tally


def main() -> None:
    """Read the options, send the load, print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", type=URL)
    parser.add_argument("--connections", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=10)
    options = parser.parse_args()
    if options.url.host != "127.0.0.1":
        parser.error("the load goes to 127.0.0.1 and nowhere else")
    end_with_starter()
    tally = asyncio.run(load(options.url, options.connections, options.seconds))
    print(json.dumps(vars(tally)))  # noqa: T201 - its output is its purpose


if __name__ == "__main__":
    main()
