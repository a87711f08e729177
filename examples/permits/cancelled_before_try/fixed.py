"""Charge a card, four charges at a time, and announce each of them."""

import asyncio

slots = asyncio.Semaphore(4)


async def charge(announce, pay, card):
    async with slots:
        await announce(card)
        return await pay(card)
