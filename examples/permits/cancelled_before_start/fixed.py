"""Start the delivery of an order, four deliveries at a time."""

import asyncio


async def start(slots, deliver, order):
    await slots.acquire()
    try:
        task = asyncio.create_task(deliver(order))
    except BaseException:
        slots.release()
        raise
    task.add_done_callback(lambda done: slots.release())
    return task
