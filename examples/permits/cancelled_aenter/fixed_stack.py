"""Cut a key on one of four machines, each of which must warm up."""

import asyncio
from contextlib import AsyncExitStack

machines = asyncio.Semaphore(4)


class Machine:
    def __init__(self, warm_up):
        self.warm_up = warm_up

    async def __aenter__(self):
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(machines)
            await self.warm_up()
            self.way_out = stack.pop_all()
        return self

    async def __aexit__(self, *error):
        return await self.way_out.__aexit__(*error)


async def cut(warm_up, key):
    async with Machine(warm_up):
        return f"a copy of {key}"
