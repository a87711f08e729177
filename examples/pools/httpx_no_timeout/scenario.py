"""Every other file makes the index answer with an error."""

from harness import Promise, Scenario, gauges


def index(app, bench):
    with app.open_client(bench.url("http")) as client:
        yield client


scenario = Scenario(
    good=lambda app, client: app.mirror(client, "/small", len),
    bad=lambda app, client: app.mirror(client, "/error", len),
    setup=index,
    needs=("http",),
    gauge=gauges.httpx_pool(lambda app, client: client),
    capacity=4,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
)
