"""Copy a folder and the files in it, four copies at a time."""

import anyio


async def copy(copies, write, folder):
    async with copies:
        await write(folder)
        await copy_files(
            copies, write, folder
        )  # asks again, holding a token


async def copy_files(copies, write, folder):
    async with copies:
        await write(f"{folder}/*")
