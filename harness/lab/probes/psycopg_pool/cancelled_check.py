"""A checkout is cancelled during its `check`: does it end, and what has a pool of one left?"""

import asyncio
import json

from psycopg_pool import AsyncConnectionPool, PoolTimeout

from harness.servers.lease import Lease, acquire


async def main(url):
    checking = asyncio.Event()

    async def check(connection):
        if not checking.is_set():
            checking.set()
            await asyncio.Event().wait()

    try:
        pool = AsyncConnectionPool(url, min_size=1, max_size=1, open=False, check=check)
    except TypeError:
        return "no such option"
    await pool.open()
    task = asyncio.create_task(pool.getconn())
    await checking.wait()
    task.cancel()
    await asyncio.wait([task])
    try:
        if not task.cancelled():
            return "no, it goes on and gets a connection"
        await pool.getconn(timeout=1)
        return "yes, and one is left"
    except PoolTimeout:
        return "yes, and none is left"
    finally:
        await pool.close()


lease = Lease.take()
try:
    answer = asyncio.run(asyncio.wait_for(main(acquire(lease.run)), 20))
finally:
    lease.release()
print(json.dumps({"answer": answer}))
