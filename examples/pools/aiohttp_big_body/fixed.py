"""Fetch a podcast's episode, unless it is too long for the player."""


async def episode(session, path, limit=1_000_000):
    async with session.get(path, raise_for_status=True) as response:
        length = response.content_length
        if length is None or length > limit:
            return None
        return await response.read()
