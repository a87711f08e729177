"""Ask a courier where a parcel is, each time from plain code."""

import asyncio
from contextlib import contextmanager

import httpx


@contextmanager
def courier(url):
    client = httpx.AsyncClient(base_url=url)

    async def ask(parcel):
        # it keeps the connection for a loop that ends here
        answer = await client.get(f"/{parcel}")
        return answer.text

    yield lambda parcel: asyncio.run(ask(parcel))
