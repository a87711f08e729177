"""Weigh parcels on four scales."""

import anyio

scales = anyio.CapacityLimiter(4)


async def weigh(read, parcel):
    async with scales:
        return await read(parcel)
