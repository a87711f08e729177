"""Weigh parcels on four scales."""


async def weigh(scales, read, parcel):
    async with scales:
        return await read(parcel)
