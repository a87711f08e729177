"""Every other backup is too large to be one of settings."""

from urllib3 import HTTPConnectionPool
from urllib3.util import parse_url

from harness import Promise, Scenario, gauges


def backups(app, bench):
    url = parse_url(bench.url("http"))
    with HTTPConnectionPool(
        url.host, url.port, maxsize=4, block=True
    ) as pool:
        yield pool


scenario = Scenario(
    good=lambda app, pool: app.restore(pool, "/small", patience=0.2),
    bad=lambda app, pool: app.restore(pool, "/big", patience=0.2),
    setup=backups,
    needs=("http",),
    gauge=gauges.urllib3_pool(lambda app, pool: pool),
    capacity=4,
    buggy=Promise("leaks for good", 1, "EmptyPoolError"),
    fixed=Promise("drains"),
)
