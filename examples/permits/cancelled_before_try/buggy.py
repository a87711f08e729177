"""Charge a card, four charges at a time, and announce each of them."""

import asyncio

slots = asyncio.Semaphore(4)


async def charge(announce, pay, card):
    await slots.acquire()
    await announce(card)  # cancelled here, it keeps the permit
    try:
        return await pay(card)
    finally:
        slots.release()
