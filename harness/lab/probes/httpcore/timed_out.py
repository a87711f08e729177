"""Requests give up waiting for a connection: how many are in the queue of the pool after each?"""

import asyncio
import json

import httpcore

LIMITS = {"timeout": {"pool": 0.05}}


async def silent(reader, writer):
    await reader.read()
    writer.close()


async def main():
    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    pool, queued = httpcore.AsyncConnectionPool(max_connections=1), []
    first = asyncio.create_task(pool.request("GET", url))
    while not (
        pool.connections and pool.connections[0].info().endswith("ACTIVE, Request Count: 1")
    ):
        await asyncio.sleep(0)
    for _ in range(3):
        try:
            await pool.request("GET", url, extensions=LIMITS)
        except httpcore.PoolTimeout:
            queued.append(len(pool._requests))
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    server.close()
    return queued


queued = asyncio.run(asyncio.wait_for(main(), 10))
print(json.dumps({"answer": ", ".join(map(str, queued))}))
