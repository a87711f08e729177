"""A task is cancelled while its pipeline takes back a WATCH: how many connections are in use?"""

import asyncio
import json
import shutil
import signal
import subprocess
import sys

from redis.asyncio import ConnectionPool, Redis, UnixDomainSocketConnection

PROGRAM = shutil.which("redis-server") or sys.exit("no redis-server on this machine")
SETTINGS = ["--port", "0", "--unixsocket", "redis.sock", "--save", "", "--appendonly", "no"]
ROUNDS = 100  # of the event loop, to send the command; a few are enough


async def watch(redis, leaving):
    async with redis.pipeline() as pipeline:
        await pipeline.watch("key")
        server.send_signal(signal.SIGSTOP)
        leaving.set()


async def main():
    pool = ConnectionPool(connection_class=UnixDomainSocketConnection, path="redis.sock")
    redis, used = Redis(connection_pool=pool), []
    for _ in range(3):
        leaving = asyncio.Event()
        task = asyncio.create_task(watch(redis, leaving))
        await leaving.wait()
        for _ in range(ROUNDS):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        server.send_signal(signal.SIGCONT)
        used.append(len(pool._in_use_connections))
    await pool.disconnect()
    return used


server = subprocess.Popen([PROGRAM, *SETTINGS], stdout=subprocess.PIPE, text=True)
try:
    next(line for line in server.stdout if "ready to accept connections" in line)
    used = asyncio.run(asyncio.wait_for(main(), 10))
finally:
    server.kill()
print(json.dumps({"answer": ", ".join(map(str, used))}))
