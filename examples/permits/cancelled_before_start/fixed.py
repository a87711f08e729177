"""Start the delivery of an order, four deliveries at a time."""

import asyncio


async def start(slots, deliver, order):
    await slots.acquire()
    task = asyncio.create_task(deliver(order))
    task.add_done_callback(lambda done: slots.release())
    return task
