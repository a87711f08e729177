"""A slot comes free just before its waiter is cancelled: is the next request served?"""

import asyncio
import json

from aiohttp import ClientSession, TCPConnector

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"


async def main():
    asked = []

    async def serve(reader, writer):
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(HEAD + b"o" if len(asked) == 1 else HEAD + b"ok")
        await reader.read()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    async with ClientSession(connector=TCPConnector(limit=1)) as session:
        connector = session.connector
        holder = await session.get(url)
        waiters = [asyncio.create_task(session.get(url)) for _ in range(2)]
        while sum(map(len, connector._waiters.values())) < 2:
            await asyncio.sleep(0)
        holder.close()
        waiters[0].cancel()
        await asyncio.wait([waiters[0]])
        waiters.append(asyncio.create_task(session.get(url)))
        await asyncio.wait([waiters[2]], timeout=1)
        served = waiters[2].done()
        used = len(connector._acquired)
        for waiter in waiters:
            waiter.cancel()
    server.close()
    return "yes" if served else f"no, though {used} slots of 1 are in use"


print(json.dumps({"answer": asyncio.run(asyncio.wait_for(main(), 10))}))
