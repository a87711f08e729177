"""Fetch the map tiles that are small enough for a phone."""

from aiohttp import ClientTimeout


async def tile(session, path, limit=1_000_000, patience=5):
    timeout = ClientTimeout(total=60, connect=patience)
    response = await session.get(
        path, timeout=timeout, raise_for_status=True
    )
    length = response.content_length
    if length is None or length > limit:
        return None  # the rest of the body never comes: nobody reads it
    return await response.read()
