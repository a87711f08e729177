"""The dependency catches the exception and does not raise again: how does the request end?"""

import asyncio
import json

from fastapi import Depends, FastAPI

from harness.run.asgi import request

app = FastAPI()


def dependency():
    try:
        yield
    except ValueError:
        pass


@app.get("/")
def route(_=Depends(dependency)):
    raise ValueError("boom")


try:
    answer = f"status {asyncio.run(request(app, 'GET', '/')).status}"
except Exception as error:
    answer = type(error).__name__
print(json.dumps({"answer": answer}))
