"""The hours are asked for in an event loop of their own; by turns, somebody only looks in."""

from socket import create_connection
from urllib.parse import urlsplit

from harness import Promise, Scenario, gauges


def shop(app, bench):
    url = urlsplit(bench.url("http"))
    yield url.hostname, url.port


scenario = Scenario(
    good=lambda app, shop: create_connection(shop).close(),
    bad=lambda app, shop: app.hours(*shop),
    setup=shop,
    needs=("http",),
    gauge=gauges.descriptors(),
    buggy=Promise("held until the collector runs", 1),
    fixed=Promise("drains"),
)
