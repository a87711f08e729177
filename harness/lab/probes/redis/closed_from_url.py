"""`Redis.from_url(url)` is closed: how many sockets stay open after each?"""

import asyncio
import json
import os
import shutil
import subprocess
import sys

from redis.asyncio import Redis

PROGRAM = shutil.which("redis-server") or sys.exit("no redis-server on this machine")
SETTINGS = ["--port", "0", "--unixsocket", "redis.sock", "--save", "", "--appendonly", "no"]


def descriptors():
    return len(os.listdir("/proc/self/fd"))


async def main():
    before, clients, out = descriptors(), [], []
    for _ in range(3):
        clients.append(Redis.from_url(f"unix://{os.getcwd()}/redis.sock"))
        await clients[-1].ping()
        await clients[-1].close()
        out.append(descriptors() - before)
    return out


server = subprocess.Popen([PROGRAM, *SETTINGS], stdout=subprocess.PIPE, text=True)
try:
    next(line for line in server.stdout if "ready to accept connections" in line)
    out = asyncio.run(asyncio.wait_for(main(), 10))
finally:
    server.kill()
print(json.dumps({"answer": ", ".join(map(str, out))}))
