"""Cut a key on one of four machines, each of which must warm up."""


class Machine:
    def __init__(self, machines, warm_up):
        self.machines, self.warm_up = machines, warm_up

    async def __aenter__(self):
        await self.machines.acquire()
        await self.warm_up()  # cancelled here, __aexit__ never runs
        return self

    async def __aexit__(self, *error):
        self.machines.release()


async def cut(machines, warm_up, key):
    async with Machine(machines, warm_up):
        return f"a copy of {key}"
