"""Ask a shop for its opening hours."""

import asyncio

QUESTION = b"GET /hours HTTP/1.1\r\n\r\n"


def hours(host, port):
    async def ask():
        reader, writer = await asyncio.open_connection(host, port)
        try:
            writer.write(QUESTION)
            return await reader.readline()
        finally:
            writer.close()
            await writer.wait_closed()

    return asyncio.run(ask())
