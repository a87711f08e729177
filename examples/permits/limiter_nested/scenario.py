"""One caller alone: it holds a token and asks for another one."""

from harness import Promise, Scenario, gauges


async def write(name):
    return name


scenario = Scenario(
    good=lambda app, bench: app.copy(write, "photos"),
    gauge=gauges.tokens(lambda app, bench: app.copies),
    capacity=4,
    buggy=Promise("breaks", 0, "RuntimeError"),
    fixed=Promise("drains"),
)
