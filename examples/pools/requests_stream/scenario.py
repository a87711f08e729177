"""Every other search finds its word and reads no further."""

from types import SimpleNamespace

import requests
from requests.adapters import HTTPAdapter

from harness import Promise, Scenario, gauges


def logs(app, bench):
    url = bench.url("http")
    adapter = HTTPAdapter(pool_maxsize=4, pool_block=True)
    with requests.Session() as session:
        session.trust_env = False
        session.mount(url, adapter)
        request = requests.Request("GET", url).prepare()
        with adapter.get_connection_with_tls_context(
            request, True
        ) as pool:
            yield SimpleNamespace(session=session, url=url, pool=pool)


scenario = Scenario(
    good=lambda app, logs: app.first_line(
        logs.session, f"{logs.url}/small", "well"
    ),
    bad=lambda app, logs: app.first_line(
        logs.session, f"{logs.url}/big", "well"
    ),
    setup=logs,
    needs=("http",),
    gauge=gauges.urllib3_pool(lambda app, logs: logs.pool),
    capacity=4,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
)
