"""Ask a courier where a parcel is, each time from plain code."""

import asyncio
from contextlib import contextmanager

import httpx


@contextmanager
def courier(url):
    async def ask(parcel):
        async with httpx.AsyncClient(base_url=url) as client:
            answer = await client.get(f"/{parcel}")
            return answer.text

    yield lambda parcel: asyncio.run(ask(parcel))
