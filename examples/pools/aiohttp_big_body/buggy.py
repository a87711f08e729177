"""Fetch a podcast's episode, unless it is too long for the player."""


async def episode(session, path, limit=1_000_000):
    response = await session.get(path, raise_for_status=True)
    length = response.content_length
    if length is None or length > limit:
        return None  # the rest of the body never comes: nobody reads it
    return await response.read()
