"""Every other picture is too large."""

import httpx

from harness import Promise, Scenario, gauges


def album(app, bench):
    limits = httpx.Limits(max_connections=4)
    timeout = httpx.Timeout(5, pool=0.3)
    url = bench.url("http")
    with httpx.Client(
        base_url=url, limits=limits, timeout=timeout
    ) as client:
        yield client


scenario = Scenario(
    good=lambda app, client: app.fetch(client, "/small"),
    bad=lambda app, client: app.fetch(client, "/big"),
    setup=album,
    needs=("http",),
    gauge=gauges.httpx_pool(lambda app, client: client),
    capacity=4,
    buggy=Promise("leaks for good", 1, "PoolTimeout"),
    fixed=Promise("drains"),
)
