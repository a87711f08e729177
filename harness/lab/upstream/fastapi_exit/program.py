"""A route that borrows one of two permits for as long as it runs."""

import threading

from fastapi import Depends, FastAPI

app = FastAPI()
permits = threading.Semaphore(2)


def permit():
    """Plain `def`: FastAPI runs it, and its exit, in a worker thread."""
    if not permits.acquire(timeout=3):
        raise TimeoutError("no permit in three seconds")
    yield
    permits.release()


@app.get("/")
async def route(_=Depends(permit)):
    """Answer."""
    return {}
