"""An anyio scope is cancelled in `session.begin()` on asyncpg: how many sockets stay open?"""

import asyncio
import gc
import json
import os
import signal

import anyio
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from harness.servers.lease import Lease, acquire

ROUNDS = 100  # of the event loop, to close a socket; a few are enough


def sockets():
    paths = [f"/proc/self/fd/{each}" for each in os.listdir("/proc/self/fd")]
    return sum(os.path.lexists(path) and "socket" in os.readlink(path) for path in paths)


async def main(url):
    engine = create_async_engine(url, pool_size=1, max_overflow=0)
    before, out, ours = sockets(), [], asyncio.all_tasks()
    for _ in range(3):
        with anyio.CancelScope() as scope:
            async with AsyncSession(engine) as session, session.begin():
                pid = (await session.execute(text("SELECT pg_backend_pid()"))).scalar()
                os.kill(pid, signal.SIGSTOP)
                scope.cancel()
        os.kill(pid, signal.SIGCONT)
        while others := asyncio.all_tasks() - ours:
            await asyncio.wait(others)
        for _ in range(ROUNDS):
            await asyncio.sleep(0)
        out.append(sockets() - before)
    return out


lease = Lease.take()
try:
    url = acquire(lease.run).replace("postgresql://", "postgresql+asyncpg://")
    gc.collect()
    gc.disable()
    out = asyncio.run(asyncio.wait_for(main(url), 20))
finally:
    lease.release()
print(json.dumps({"answer": ", ".join(map(str, out))}))
