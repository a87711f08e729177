"""Cut a key on one of four machines, each of which must warm up."""

from contextlib import AsyncExitStack


class Machine:
    def __init__(self, machines, warm_up):
        self.machines, self.warm_up = machines, warm_up

    async def __aenter__(self):
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self.machines)
            await self.warm_up()
            self.way_out = stack.pop_all()
        return self

    async def __aexit__(self, *error):
        return await self.way_out.__aexit__(*error)


async def cut(machines, warm_up, key):
    async with Machine(machines, warm_up):
        return f"a copy of {key}"
