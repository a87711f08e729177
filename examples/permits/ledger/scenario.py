"""Every other order asks for a thing that is not on the shelf."""

from itertools import count

from harness import Promise, Scenario, gauges

SHELF = {"lamp": "a lamp"}
orders = count()

scenario = Scenario(
    good=lambda app, bench: app.pack(("lamp",), SHELF),
    bad=lambda app, bench: app.pack(("sofa", next(orders)), SHELF),
    gauge=gauges.Gauge(
        "table", lambda app, bench: len(app.tables.taken)
    ),
    capacity=4,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
)
