"""Cut a key on one of four machines, each of which must warm up."""

import asyncio

machines = asyncio.Semaphore(4)


class Machine:
    def __init__(self, warm_up):
        self.warm_up = warm_up

    async def __aenter__(self):
        await machines.acquire()
        try:
            await self.warm_up()
        except BaseException:
            machines.release()
            raise
        return self

    async def __aexit__(self, *error):
        machines.release()


async def cut(warm_up, key):
    async with Machine(warm_up):
        return f"a copy of {key}"
