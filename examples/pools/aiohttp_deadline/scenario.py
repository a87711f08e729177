"""Every other tile is too large, and callers wait 0.2 s at most."""

import aiohttp

from harness import Promise, Scenario, gauges


async def phone(app, bench):
    connector = aiohttp.TCPConnector(limit=4)
    url = bench.url("http")
    async with aiohttp.ClientSession(
        url, connector=connector
    ) as session:
        yield session


scenario = Scenario(
    good=lambda app, session: app.tile(session, "/long", patience=0.2),
    bad=lambda app, session: app.tile(session, "/big", patience=0.2),
    setup=phone,
    needs=("http",),
    gauge=gauges.aiohttp_connector(lambda app, session: session),
    capacity=4,
    buggy=Promise("leaks for good", 1, "ConnectionTimeoutError"),
    fixed=Promise("drains"),
)
