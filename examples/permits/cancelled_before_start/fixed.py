"""Start the delivery of an order, four deliveries at a time."""

import asyncio

slots = asyncio.BoundedSemaphore(4)


async def start(deliver, order):
    await slots.acquire()
    task = asyncio.create_task(deliver(order))
    task.add_done_callback(lambda done: slots.release())
    return task
