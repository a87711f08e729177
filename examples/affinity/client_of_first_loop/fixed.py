"""Ask a courier where a parcel is, each time from plain code."""

import asyncio
from contextlib import contextmanager
from threading import Lock

import httpx


@contextmanager
def courier(url):
    client, turn = httpx.AsyncClient(base_url=url), Lock()

    async def ask(parcel):
        answer = await client.get(f"/{parcel}")
        return answer.text

    with asyncio.Runner() as loop:

        def in_turn(parcel):
            with turn:
                return loop.run(ask(parcel))

        try:
            yield in_turn
        finally:
            with turn:
                loop.run(client.aclose())
