"""One text in two is empty, and its early return gives the permit back twice."""

from harness import Promise, Scenario, gauges


async def ask(text):
    return text.upper()


scenario = Scenario(
    good=lambda app, bench: app.translate(ask, "hello"),
    bad=lambda app, bench: app.translate(ask, ""),
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=4,
    buggy=Promise("inflated", -1),
    fixed=Promise("drains"),
)
