"""Every call is an ordinary one, and every answer is read to its end."""

from harness import Promise, Scenario, gauges


async def bureau(app, bench):
    async with app.bureau(bench.url("http")) as rate:
        yield rate


scenario = Scenario(
    good=lambda app, rate: rate("euro"),
    bad=lambda app, rate: rate("euro"),
    pattern="b",
    setup=bureau,
    needs=("http",),
    gauge=gauges.descriptors(),
    capacity=8,
    buggy=Promise("held until the collector runs", 1, "OSError"),
    fixed=Promise("drains"),
    not_stood={
        "fixed": {
            "cancelled for good": "Cancelled again at each await, the client leaves its socket to the collector.",
        }
    },
)
