"""Run a job in an event loop of its own, from code that has none."""

from asyncio import SelectorEventLoop

import anyio
from anyio import to_thread


def run(in_thread):
    """Do a piece of work, in a worker thread if it may block."""

    async def job():
        if in_thread:
            await to_thread.run_sync(int)

    anyio.run(job, backend_options={"loop_factory": SelectorEventLoop})
