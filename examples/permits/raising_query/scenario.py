"""One query in two asks for a product whose stock is not a number."""

from harness import Promise, Scenario, gauges

SHELVES = {"lamp": "12", "desk": "n/a"}

scenario = Scenario(
    good=lambda app, bench: app.stock(SHELVES, "lamp"),
    bad=lambda app, bench: app.stock(SHELVES, "desk"),
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=4,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
)
