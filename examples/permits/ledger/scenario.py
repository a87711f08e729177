"""Every other order asks for a thing that is not on the shelf."""

from itertools import count

from harness import Promise, Scenario, gauges

SHELF = {"lamp": "a lamp"}
orders = count()


def missing(app, bench):
    return 4 - gauges.free_permits(app.tables._free)


scenario = Scenario(
    good=lambda app, bench: app.pack(("lamp",), SHELF),
    bad=lambda app, bench: app.pack(("sofa", next(orders)), SHELF),
    gauge=gauges.Gauge("table", missing),
    capacity=4,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
    invariant=lambda app, bench: (
        len(app.tables.taken) <= missing(app, bench)
    ),
)
