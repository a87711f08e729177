"""A task in `asyncio.wait_for` is cancelled as its result arrives: does the cancel get through?"""

import asyncio
import json


async def wait(future):
    return await asyncio.wait_for(future, 10)


async def main():
    future = asyncio.get_running_loop().create_future()
    task = asyncio.ensure_future(wait(future))
    await asyncio.sleep(0)
    future.set_result("it")
    task.cancel()
    await asyncio.wait([task])
    return "yes" if task.cancelled() else "no, it goes on with the result"


print(json.dumps({"answer": asyncio.run(main())}))
