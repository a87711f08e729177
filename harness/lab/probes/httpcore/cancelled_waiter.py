"""An anyio scope around a waiting request is cancelled: how many are in the pool after each?"""

import asyncio
import json

import anyio
import httpcore


async def silent(reader, writer):
    await reader.read()
    writer.close()


async def main():
    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    pool, left = httpcore.AsyncConnectionPool(max_connections=1), []
    first = asyncio.create_task(pool.request("GET", url))
    while not (
        pool.connections and pool.connections[0].info().endswith("ACTIVE, Request Count: 1")
    ):
        await asyncio.sleep(0)
    for _ in range(3):
        before = len(pool._requests)
        async with anyio.create_task_group() as group:
            group.start_soon(pool.request, "GET", url)
            while len(pool._requests) == before:
                await asyncio.sleep(0)
            group.cancel_scope.cancel()
        left.append(len(pool._requests))
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    server.close()
    return left


left = asyncio.run(asyncio.wait_for(main(), 10))
print(json.dumps({"answer": ", ".join(map(str, left))}))
