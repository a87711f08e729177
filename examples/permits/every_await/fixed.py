"""Cancel a call at each await, once and twice, and list its losses."""

import asyncio
import types


async def losses(call, free):
    found, cancels = {}, [()]
    for points in cancels:
        before = free()
        awaits = await cancelled_at(call(), points)
        if before != free():
            found[points] = before - free()
        if len(points) < 2:
            later = range(max(points, default=0) + 1, awaits + 1)
            cancels += [(*points, point) for point in later]
    return found


async def cancelled_at(coroutine, points):
    awaits = []

    @types.coroutine
    def steps():
        resume, value = coroutine.send, None
        while True:
            try:
                awaits.append(resume(value))
            except StopIteration:
                return
            if len(awaits) in points:
                asyncio.current_task().cancel()
            try:
                resume, value = coroutine.send, (yield awaits[-1])
            except BaseException as error:
                resume, value = coroutine.throw, error

    await asyncio.gather(steps(), return_exceptions=True)
    return len(awaits)
