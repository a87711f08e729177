"""Look up the authors of several books at once."""

import asyncio

AUTHOR = "SELECT author FROM book WHERE title = %s"


async def authors(connection, titles):
    async def author(title):
        found = await connection.execute(AUTHOR, (title,))
        return await found.fetchone()

    try:
        async with asyncio.TaskGroup() as group:
            asked = [
                group.create_task(author(title)) for title in titles
            ]
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from None
    return [task.result() for task in asked]
