"""Every worker thread waits for a connection: can the one who has it give it back?"""

import asyncio
import json
import threading

from anyio.to_thread import current_default_thread_limiter
from fastapi import Depends, FastAPI

from harness.run.asgi import request

app = FastAPI()
pool, waiting, outcomes = threading.Semaphore(1), threading.Event(), []


def dependency():
    if not pool.acquire(blocking=False):
        waiting.set()
        outcomes.append(pool.acquire(timeout=2))
    yield
    pool.release()


@app.get("/")
async def route(_=Depends(dependency)):
    inside.set()
    await leave.wait()


async def main():
    global inside, leave
    inside, leave = asyncio.Event(), asyncio.Event()
    current_default_thread_limiter().total_tokens = 1
    first = asyncio.create_task(request(app, "GET", "/"))
    await inside.wait()
    second = asyncio.create_task(request(app, "GET", "/"))
    while not waiting.is_set():
        await asyncio.sleep(0)
    leave.set()
    await asyncio.gather(first, second)


asyncio.run(main())
print(json.dumps({"answer": "yes" if outcomes == [True] else "no: deadlock"}))
