"""Copy a folder and the files in it, four copies at a time."""


async def copy(copies, write, folder):
    async with copies:
        await write(folder)
    await copy_files(copies, write, folder)


async def copy_files(copies, write, folder):
    async with copies:
        await write(f"{folder}/*")
