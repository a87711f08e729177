"""A waiter is cancelled as it is handed a permit: how many permits of three are left after each?"""

import asyncio
import json

import anyio


async def main():
    semaphore, left = anyio.Semaphore(3), []
    for _ in range(3):
        held = semaphore.value
        for _ in range(held):
            await semaphore.acquire()
        waiter = asyncio.create_task(semaphore.acquire())
        while not semaphore.statistics().tasks_waiting:
            await asyncio.sleep(0)
        waiter.cancel()
        for _ in range(held):
            semaphore.release()
        await asyncio.wait([waiter])
        left.append(semaphore.value)
    return left


print(json.dumps({"answer": ", ".join(map(str, asyncio.run(main())))}))
