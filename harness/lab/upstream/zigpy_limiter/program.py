"""Requests to a radio that can do thirty-two at once."""

from zigpy.datastructures import RequestLimiter


def make_limiter():
    """Slots for requests of every priority."""
    return RequestLimiter(max_concurrency=32, capacities={0: 1.0})


async def send(limiter, answer):
    """Send one request in a slot, and wait for its answer."""
    async with limiter(priority=0):
        return await answer
