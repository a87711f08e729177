"""A request over a pool of one connection."""

import httpcore

WAIT = {"timeout": {"pool": 0.01}}


def make_pool():
    """A pool of one connection."""
    return httpcore.AsyncConnectionPool(max_connections=1)


async def request(pool, url):
    """Ask, and wait a hundredth of a second for a connection at most."""
    return await pool.request("GET", url, extensions=WAIT)
