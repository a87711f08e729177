"""Every permit is taken; one caller's time is up; then the permits come back."""

from contextlib import AsyncExitStack

from harness import Promise, Scenario, gauges


async def render(place):
    return f"a map of {place}"


async def rush(app, bench):
    async with AsyncExitStack() as busy:
        while not app.slots.locked():
            await busy.enter_async_context(app.slots)
        await app.draw(render, "Delft", timeout=0.001)


scenario = Scenario(
    good=lambda app, bench: app.draw(render, "Gouda", timeout=0.1),
    bad=rush,
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=4,
    buggy=Promise("leaks for good", 1, "TimeoutError"),
    fixed=Promise("drains"),
)
