"""Convert a sum of money at today's rate."""

from contextlib import asynccontextmanager

import httpx


@asynccontextmanager
async def bureau(url):
    async def rate(currency):
        client = httpx.AsyncClient(base_url=url)  # a pool, each time
        answer = await client.get(f"/{currency}")
        return answer.text

    yield rate
