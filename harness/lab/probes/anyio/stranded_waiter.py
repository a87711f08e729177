"""A lock is released just after its first waiter was cancelled: is the second one served?"""

import asyncio
import json

import anyio

ROUNDS = 100  # of the event loop; one or two are enough


async def main():
    lock = anyio.Lock()
    await lock.acquire()
    first = asyncio.create_task(lock.acquire())
    while not lock.statistics().tasks_waiting:
        await asyncio.sleep(0)
    second = asyncio.create_task(lock.acquire())
    first.cancel()
    lock.release()
    for _ in range(ROUNDS):
        await asyncio.sleep(0)
    if second.done():
        return "yes"
    held = "held" if lock.locked() else "free"
    return f"no: the lock is {held}, and {lock.statistics().tasks_waiting} waits for it"


print(json.dumps({"answer": asyncio.run(main())}))
