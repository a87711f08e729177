"""Four stations are asked, the pool keeps two connections, and in every second round one station fails."""

from urllib3 import HTTPConnectionPool
from urllib3.util import parse_url

from harness import Promise, Scenario, gauges

WELL = ["/delft", "/gouda", "/leiden", "/breda"]


def stations(app, bench):
    url = parse_url(bench.url("http"))
    with HTTPConnectionPool(url.host, url.port, maxsize=2) as pool:
        yield pool


scenario = Scenario(
    good=lambda app, pool: app.measure(pool, WELL),
    bad=lambda app, pool: app.measure(pool, [*WELL[:3], "/error"]),
    setup=stations,
    needs=("http",),
    gauge=gauges.descriptors(),
    holder="the list of failures",
    release_holder=lambda app, pool: app.failures.clear(),
    buggy=Promise("held by a reference", 1),
    fixed=Promise("drains"),
)
