"""Copy a folder and the files in it, four copies at a time."""

import anyio

copies = anyio.CapacityLimiter(4)


async def copy(write, folder):
    async with copies:
        await write(folder)
        await copy_files(write, folder)  # asks again, holding a token


async def copy_files(write, folder):
    async with copies:
        await write(f"{folder}/*")
