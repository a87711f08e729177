"""Two vans at once: one goes from north to south, the other from south to north."""

from asyncio import Semaphore
from itertools import cycle

from harness import Promise, Scenario, gauges

ROUTES = [("north", "south"), ("south", "north")]


async def two_warehouses(app, bench):
    bays = {"north": Semaphore(1), "south": Semaphore(1)}
    yield bays, cycle(ROUTES), bench.work.wait


scenario = Scenario(
    good=lambda app, world: app.move(
        world[0], *next(world[1]), world[2]
    ),
    setup=two_warehouses,
    gauge=gauges.Gauge(
        "permit",
        lambda app, world: sum(
            bay.locked() for bay in world[0].values()
        ),
    ),
    capacity=2,
    crowd=2,
    patience=0.2,
    buggy=Promise("deadlock", 2, "waits"),
    fixed=Promise("slow", 0, "waits"),
)
