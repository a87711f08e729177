"""A request over a client that opens one connection at most."""

from aiohttp import ClientSession, TCPConnector


async def make_client():
    """The client."""
    return ClientSession(connector=TCPConnector(limit=1))


async def fetch(client, url):
    """Read the whole answer."""
    async with client.get(url) as response:
        return await response.read()
