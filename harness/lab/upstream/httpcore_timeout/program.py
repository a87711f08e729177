"""A request over a pool of one connection."""

import httpcore


def make_pool():
    """A pool of one connection."""
    return httpcore.AsyncConnectionPool(max_connections=1)


async def request(pool, url, patience):
    """Ask, and wait so many seconds for a connection at most."""
    return await pool.request("GET", url, extensions={"timeout": {"pool": patience}})
