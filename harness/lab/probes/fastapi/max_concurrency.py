"""`Depends(max_concurrency=2)`: of five requests, how many are in the dependency at a time?"""

import asyncio
import json

from fastapi import Depends, FastAPI

from harness.run.asgi import request

app = FastAPI()
inside, most = 0, 0


async def dependency():
    global inside, most
    inside += 1
    most = max(most, inside)
    yield
    inside -= 1


try:
    bounded = Depends(dependency, max_concurrency=2)
except TypeError:
    print(json.dumps({"answer": "no such option"}))
    raise SystemExit from None


@app.get("/")
async def route(_=bounded):
    for _ in range(100):
        await asyncio.sleep(0)


async def main():
    await asyncio.gather(*(request(app, "GET", "/") for _ in range(5)))


asyncio.run(main())
print(json.dumps({"answer": f"{most} at a time"}))
