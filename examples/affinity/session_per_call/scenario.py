"""Every other answer of the service is an error."""

from harness import Promise, Scenario, gauges


async def service(app, bench):
    async with app.service(bench.url("http")) as temperature:
        yield temperature


scenario = Scenario(
    good=lambda app, temperature: temperature("long"),
    bad=lambda app, temperature: temperature("error"),
    setup=service,
    needs=("http",),
    gauge=gauges.descriptors(),
    capacity=8,
    buggy=Promise(
        "saved by reference counting",
        1,
        "ClientConnectorError",
        when_kept="held by a reference",
    ),
    fixed=Promise("drains"),
)
