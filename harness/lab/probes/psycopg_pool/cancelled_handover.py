"""A waiting task is cancelled as it is handed a connection: does it end?"""

import asyncio
import json

from psycopg_pool import AsyncConnectionPool, PoolTimeout

from harness.servers.lease import Lease, acquire


async def main(url):
    pool = AsyncConnectionPool(url, min_size=1, max_size=1, open=False)
    await pool.open()
    connection = await pool.getconn()
    task = asyncio.create_task(pool.getconn())
    while not pool._waiting:
        await asyncio.sleep(0)
    client = pool._waiting[0]
    await pool.putconn(connection)
    while not client.conn:
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    try:
        if not task.cancelled():
            return "no, it goes on with the connection"
        await pool.getconn(timeout=1)
        return "yes, and the pool has it"
    except PoolTimeout:
        return "yes, and the connection is lost"
    finally:
        await pool.close()


lease = Lease.take()
try:
    answer = asyncio.run(asyncio.wait_for(main(acquire(lease.run)), 20))
finally:
    lease.release()
print(json.dumps({"answer": answer}))
