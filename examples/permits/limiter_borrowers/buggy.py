"""Weigh parcels on four scales."""

import anyio

scales = anyio.CapacityLimiter(4)


async def weigh(read, parcel):
    await scales.acquire()
    weight = await read(parcel)  # an error here keeps the token
    scales.release()
    return weight
