"""Charge a card, four charges at a time, and announce each of them."""


async def charge(slots, announce, pay, card):
    await slots.acquire()
    await announce(card)  # cancelled here, it keeps the permit
    try:
        return await pay(card)
    finally:
        slots.release()
