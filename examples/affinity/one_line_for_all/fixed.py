"""Look up the authors of several books at once."""

import asyncio

AUTHOR = "SELECT author FROM book WHERE title = %s"


async def authors(connection, titles):
    async def author(title):
        found = await connection.execute(AUTHOR, (title,))
        return await found.fetchone()

    return await asyncio.gather(*map(author, titles))
