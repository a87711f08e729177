"""A pool that starts empty is made before the event loop runs (Python 3.9): are tasks served?"""

import asyncio
import json
from types import SimpleNamespace
from unittest.mock import AsyncMock

from psycopg.pq import TransactionStatus
from psycopg_pool import AsyncConnectionPool

# No server is needed to see whom the pool serves, and the one of this book needs Python 3.10.
CONNECTION = AsyncMock(
    closed=False, pgconn=SimpleNamespace(transaction_status=TransactionStatus.IDLE)
)
CONNECTIONS = SimpleNamespace(connect=AsyncMock(return_value=CONNECTION))


async def use(pool):
    async with pool.connection(timeout=1):
        await asyncio.sleep(0)


async def main():
    await pool.open()
    ended = await asyncio.gather(*(use(pool) for _ in range(3)), return_exceptions=True)
    raised = sorted({type(each).__name__ for each in ended if each})
    return f"no: {' and '.join(raised)}" if raised else "yes"


pool = AsyncConnectionPool(connection_class=CONNECTIONS, min_size=0, max_size=1, open=False)
print(json.dumps({"answer": asyncio.run(asyncio.wait_for(main(), 10))}))
