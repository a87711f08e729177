"""A route that borrows a connection from a pool of two."""

import queue

from fastapi import Depends, FastAPI

app = FastAPI()
pool = queue.Queue()
for number in (1, 2):
    pool.put(f"connection {number}")


async def connection():
    """Lend a connection, and take it back after the `yield`."""
    lent = pool.get_nowait()
    try:
        yield lent
    finally:
        pool.put(lent)


@app.get("/")
async def route(lent: str = Depends(connection)):
    """Answer with what was read over the connection."""
    return {"read over": lent}
