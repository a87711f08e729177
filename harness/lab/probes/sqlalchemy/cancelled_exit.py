"""An anyio scope is cancelled in `async with AsyncSession(…)`: how many are checked out?"""

import asyncio
import gc
import json

import anyio
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool


async def main():
    engine = create_async_engine("sqlite+aiosqlite:///a.db", poolclass=AsyncAdaptedQueuePool)
    out, ours = [], asyncio.all_tasks()
    for _ in range(3):
        with anyio.CancelScope() as scope:
            async with AsyncSession(engine) as session:
                await session.execute(text("SELECT 1"))
                scope.cancel()
        while others := asyncio.all_tasks() - ours:
            await asyncio.wait(others)
        out.append(engine.pool.checkedout())
    await engine.dispose()
    return out


gc.collect()
gc.disable()
out = asyncio.run(asyncio.wait_for(main(), 10))
print(json.dumps({"answer": ", ".join(map(str, out))}))
