"""A middleware cancels the request: does FastAPI run the exit of an `async def` dependency?"""

import asyncio
import gc
import json

import anyio
from fastapi import Depends, FastAPI

from harness.run.asgi import request

app = FastAPI()
exits = []


async def dependency():
    try:
        yield
    except GeneratorExit:
        exits.append("no")  # reference counting or the collector ends it, some time
    except BaseException as error:
        exits.append(f"yes, with {type(error).__name__}")
        raise
    else:
        exits.append("yes")


@app.get("/")
async def route(_=Depends(dependency)):
    inside.set()
    await anyio.sleep_forever()


async def cancelling(scope, receive, send):
    async with anyio.create_task_group() as group:
        group.start_soon(app, scope, receive, send)
        await inside.wait()
        group.cancel_scope.cancel()


async def main():
    global inside
    inside = asyncio.Event()
    await asyncio.wait_for(request(cancelling, "GET", "/"), 10)


gc.collect()
gc.disable()
asyncio.run(main())
answer = exits[0] if exits else "no"
print(json.dumps({"answer": answer}))
