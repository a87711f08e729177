"""Charge a card, four charges at a time, and announce each of them."""


async def charge(slots, announce, pay, card):
    async with slots:
        await announce(card)
        return await pay(card)
