"""One caller alone: it holds a token and asks for another one."""

import anyio

from harness import Promise, Scenario, gauges


async def write(name):
    return name


async def four(app, bench):
    yield anyio.CapacityLimiter(4)


scenario = Scenario(
    good=lambda app, copies: app.copy(copies, write, "photos"),
    setup=four,
    gauge=gauges.tokens(lambda app, copies: copies),
    capacity=4,
    buggy=Promise("breaks", 0, "RuntimeError"),
    fixed=Promise("drains"),
)
