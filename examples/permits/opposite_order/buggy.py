"""Move goods between two warehouses, each with one loading bay."""


async def move(bays, source, target, carry):
    async with bays[source]:
        await carry("out")
        async with bays[target]:  # waits for a bay, holding one
            await carry("in")
