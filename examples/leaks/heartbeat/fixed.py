"""Chat with a customer and keep the line alive meanwhile."""

import asyncio


async def chat(messages, send):
    try:
        async with asyncio.TaskGroup() as group:
            beat = group.create_task(keep_alive(send))
            for message in messages:
                await send(message.encode())
            beat.cancel()
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from None


async def keep_alive(send, seconds=30):
    while True:
        await send(b"ping")
        await asyncio.sleep(seconds)
