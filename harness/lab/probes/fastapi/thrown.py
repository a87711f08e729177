"""A route raises: does the `yield` dependency see the exception?"""

import asyncio
import contextlib
import json

from fastapi import Depends, FastAPI

from harness.run.asgi import request

app = FastAPI()
seen = []


def dependency():
    try:
        yield
    except BaseException as error:
        seen.append(type(error).__name__)
        raise


@app.get("/")
def route(_=Depends(dependency)):
    raise ValueError("boom")


with contextlib.suppress(Exception):
    asyncio.run(request(app, "GET", "/"))
print(json.dumps({"answer": f"yes, {seen[0]}" if seen else "no"}))
