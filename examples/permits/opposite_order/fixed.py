"""Move goods between two warehouses, each with one loading bay."""


async def move(bays, source, target, carry):
    first, second = sorted([source, target])
    async with bays[first], bays[second]:
        await carry("out")
        await carry("in")
