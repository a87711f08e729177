"""Write the report of a till, with a sign on it meanwhile."""

import asyncio


def report(sign, write):
    async def closed():
        sign.touch(exist_ok=False)
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)  # a destroyed task gets no further
            sign.unlink()

    async def main():
        watch = asyncio.create_task(closed())
        await asyncio.sleep(0)
        if watch.done():
            watch.result()
        write(watch.get_name())

    loop = asyncio.new_event_loop()
    loop.run_until_complete(main())
    loop.close()
