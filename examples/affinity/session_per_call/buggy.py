"""Ask a weather service for the temperature in a town."""

from contextlib import asynccontextmanager

import aiohttp


@asynccontextmanager
async def service(url):
    async def temperature(town):
        session = aiohttp.ClientSession(url)  # nobody closes it
        async with session.get(f"/{town}") as answer:
            text = await answer.text()
            answer.raise_for_status()
            return text

    yield temperature
