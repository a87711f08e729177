"""Weigh parcels on four scales."""

import anyio


async def weigh(scales, read, parcel):
    await scales.acquire()
    weight = await read(parcel)  # an error here keeps the token
    scales.release()
    return weight
