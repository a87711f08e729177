"""Chat with a customer and keep the line alive meanwhile."""

import asyncio


async def chat(messages, send):
    beat = asyncio.create_task(keep_alive(send))
    try:
        for message in messages:
            await send(message.encode())
    finally:
        beat.cancel()


async def keep_alive(send, seconds=30):
    while True:
        await send(b"ping")
        await asyncio.sleep(seconds)
