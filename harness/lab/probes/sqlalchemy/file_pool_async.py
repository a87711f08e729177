"""An async engine on a SQLite file: how many of three connections that were closed stay open?"""

import asyncio
import json
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine


def opened():
    return sum(str(each.resolve()).endswith("/a.db") for each in Path("/proc/self/fd").iterdir())


async def main():
    engine = create_async_engine("sqlite+aiosqlite:///a.db")
    connections = [await engine.connect() for _ in range(3)]
    for connection in connections:
        await connection.execute(text("SELECT name FROM sqlite_master"))
    for connection in connections:
        await connection.close()
    out = opened()
    await engine.dispose()
    return str(out or "none")


print(json.dumps({"answer": asyncio.run(asyncio.wait_for(main(), 10))}))
