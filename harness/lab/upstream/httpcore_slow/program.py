"""A request that waits for its answer for so long and no longer."""

import httpcore


def make_pool():
    """A pool."""
    return httpcore.AsyncConnectionPool()


async def fetch(pool, port, path, patience):
    """Read the whole answer."""
    url = (b"http", b"127.0.0.1", port, path)
    headers = [(b"Host", b"127.0.0.1"), (b"Connection", b"close")]
    nothing, waiting = httpcore.ByteStream(b""), {"timeout": {"read": patience}}
    _, _, stream, _ = await pool.handle_async_request(b"GET", url, headers, nothing, waiting)
    try:
        return b"".join([part async for part in stream])
    finally:
        await stream.aclose()
