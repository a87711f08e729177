"""Watch a key in a pipeline, and give the connection back at the end of the block."""

from redis.asyncio import Connection, ConnectionPool, Redis


def make_client(port):
    """A client with a pool of three connections."""
    pool = ConnectionPool(
        connection_class=Connection, host="127.0.0.1", port=port, max_connections=3, protocol=2
    )
    return Redis(connection_pool=pool)


async def watch(client):
    """Watch the key; leaving the block sends UNWATCH and waits for the answer."""
    async with client.pipeline() as pipeline:
        await pipeline.watch("key")
