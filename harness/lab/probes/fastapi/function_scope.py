"""`Depends(scope="function")`: when does the exit run?"""

import asyncio
import json

from fastapi import Depends, FastAPI

from harness.run.asgi import request

app = FastAPI()
events = []


def dependency():
    yield
    events.append("exit")


try:
    scoped = Depends(dependency, scope="function")
except TypeError:
    print(json.dumps({"answer": "no such option"}))
    raise SystemExit from None


@app.get("/")
def route(_=scoped):
    return {}


async def watched(scope, receive, send):
    async def noting(message):
        events.append(message["type"])
        await send(message)

    await app(scope, receive, noting)


asyncio.run(request(watched, "GET", "/"))
order = "before" if events[0] == "exit" else "after"
print(json.dumps({"answer": f"{order} the response"}))
