"""Every other episode is too long."""

import aiohttp

from harness import Promise, Scenario, gauges


async def player(app, bench):
    connector = aiohttp.TCPConnector(limit=4)
    url = bench.url("http")
    async with aiohttp.ClientSession(
        url, connector=connector
    ) as session:
        yield session


scenario = Scenario(
    good=lambda app, session: app.episode(session, "/long"),
    bad=lambda app, session: app.episode(session, "/big"),
    setup=player,
    needs=("http",),
    gauge=gauges.aiohttp_connector(lambda app, session: session),
    capacity=4,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
)
