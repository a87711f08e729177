"""A request over a pool of one connection."""

import httpcore


def make_pool():
    """A pool of one connection."""
    return httpcore.AsyncConnectionPool(max_connections=1)


async def request(pool, url):
    """Ask."""
    return await pool.request("GET", url)
