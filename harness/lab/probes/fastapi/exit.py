"""When does the exit of a `yield` dependency run?"""

import asyncio
import json

from fastapi import Depends, FastAPI

from harness.run.asgi import request

app = FastAPI()
events = []


def dependency():
    yield
    events.append("exit")


@app.get("/")
def route(_=Depends(dependency)):
    return {}


async def watched(scope, receive, send):
    async def noting(message):
        events.append(message["type"])
        await send(message)

    await app(scope, receive, noting)


asyncio.run(request(watched, "GET", "/"))
order = "before" if events[0] == "exit" else "after"
print(json.dumps({"answer": f"{order} the response"}))
