"""A task that waits for a connection is cancelled, then one comes back: who gets it?"""

import asyncio
import json

from psycopg_pool import AsyncConnectionPool, PoolTimeout

from harness.servers.lease import Lease, acquire


async def main(url):
    pool = AsyncConnectionPool(url, min_size=1, max_size=1, open=False)
    await pool.open()
    connection = await pool.getconn()
    waiter = asyncio.create_task(pool.getconn())
    while not pool.get_stats().get("requests_waiting"):
        await asyncio.sleep(0)
    waiter.cancel()
    await asyncio.wait([waiter])
    await pool.putconn(connection)
    try:
        await pool.getconn(timeout=1)
        return "the next caller"
    except PoolTimeout:
        return "nobody: the next caller gets PoolTimeout"
    finally:
        await pool.close()


lease = Lease.take()
try:
    answer = asyncio.run(asyncio.wait_for(main(acquire(lease.run)), 20))
finally:
    lease.release()
print(json.dumps({"answer": answer}))
