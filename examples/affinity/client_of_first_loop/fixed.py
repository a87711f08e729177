"""Ask a courier where a parcel is, each time from plain code."""

import asyncio
from contextlib import contextmanager

import httpx


@contextmanager
def courier(url):
    client = httpx.AsyncClient(base_url=url)

    async def ask(parcel):
        answer = await client.get(f"/{parcel}")
        return answer.text

    with asyncio.Runner() as loop:
        try:
            yield lambda parcel: loop.run(ask(parcel))
        finally:
            loop.run(client.aclose())
