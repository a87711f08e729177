"""Cancel a call in the turn in which it gets what it waited for."""

import asyncio


async def lost_at_handover(call, free, give, turns=1):
    expected = free() + 1
    waiter = asyncio.ensure_future(call())
    for _ in range(turns):
        await asyncio.sleep(0)
    give()
    waiter.cancel()
    await asyncio.wait([waiter])
    return expected - free()
