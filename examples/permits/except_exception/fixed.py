"""Store a photo, four uploads at a time."""


async def upload(slots, store, photo):
    await slots.acquire()
    try:
        await store(photo)
    finally:
        slots.release()
