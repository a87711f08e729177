"""An asyncio client is dropped without `close()`: when is its socket closed?"""

import asyncio
import gc
import json
import os
import shutil
import subprocess
import sys

from redis.asyncio import Redis

PROGRAM = shutil.which("redis-server") or sys.exit("no redis-server on this machine")
SETTINGS = ["--port", "0", "--unixsocket", "redis.sock", "--save", "", "--appendonly", "no"]
ROUNDS = 100  # of the event loop, to close a socket; a few are enough


def descriptors():
    return len(os.listdir("/proc/self/fd"))


async def turn():
    for _ in range(ROUNDS):
        await asyncio.sleep(0)


async def main():
    before = descriptors()
    client = Redis(unix_socket_path="redis.sock")
    await client.ping()
    del client
    await turn()
    out = descriptors() - before
    gc.collect()
    await turn()
    later = descriptors() - before
    return "not at all" if later else "at the collector" if out else "at once"


gc.collect()
gc.disable()
server = subprocess.Popen([PROGRAM, *SETTINGS], stdout=subprocess.PIPE, text=True)
try:
    next(line for line in server.stdout if "ready to accept connections" in line)
    answer = asyncio.run(asyncio.wait_for(main(), 10))
finally:
    server.kill()
print(json.dumps({"answer": answer}))
