"""A request over a pool of three connections."""

import httpcore

NoBody = getattr(httpcore, "ByteStream", None) or httpcore.PlainByteStream


def make_pool():
    """Three connections at most; who finds none waits a twentieth of a second for one."""
    return httpcore.AsyncConnectionPool(max_connections=3)


async def fetch(pool, port, path):
    """Read the whole answer."""
    ask = getattr(pool, "handle_async_request", None) or pool.arequest  # renamed in between
    url = (b"http", b"127.0.0.1", port, path)
    headers = [(b"Host", b"127.0.0.1"), (b"Connection", b"close")]
    waiting = {"timeout": {"pool": 0.05}}
    _, _, stream, _ = await ask(b"GET", url, headers, NoBody(b""), waiting)
    try:
        return b"".join([part async for part in stream])
    finally:
        await stream.aclose()
