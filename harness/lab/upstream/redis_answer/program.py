"""Read a key from a Redis server."""

from redis.asyncio import Redis


def make_client(port):
    """A client that keeps its connection."""
    return Redis(host="127.0.0.1", port=port, decode_responses=True, single_connection_client=True)


async def read(client, key):
    """The value of a key, which says whose it is."""
    value = await client.get(key)
    if value != f"of {key}":
        raise LookupError(f"asked for {key}, and got the value {value}")
    return value
