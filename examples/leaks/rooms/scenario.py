"""Every second meeting is booked into a room that does not exist."""

from asyncio import Semaphore

from harness import Promise, Scenario, gauges


async def two_of_each(app, bench):
    yield {"blue": Semaphore(2), "red": Semaphore(2)}, bench.work.wait


scenario = Scenario(
    good=lambda app, house: app.meet(
        house[0], ["red", "blue"], house[1]
    ),
    bad=lambda app, house: app.meet(
        house[0], ["blue", "cave"], house[1]
    ),
    setup=two_of_each,
    gauge=gauges.permits(lambda app, house: house[0]["blue"]),
    capacity=2,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
)
