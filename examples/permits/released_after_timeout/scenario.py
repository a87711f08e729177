"""Three deliveries take all day; now and then a fourth, and one more mail cannot wait."""

from harness import Promise, Scenario, gauges


def deliveries(app, bench):
    yield [app.slots.acquire() for _ in range(3)]


def rush(app, busy):
    others = 0
    while app.slots.acquire(blocking=False):
        others += 1
    try:
        app.send(str.upper, "hello", timeout=0)
    finally:
        for _ in range(others):
            app.slots.release()


scenario = Scenario(
    good=lambda app, busy: app.send(str.upper, "hello", timeout=0),
    bad=rush,
    setup=deliveries,
    gauge=gauges.permits(lambda app, busy: app.slots),
    capacity=1,
    buggy=Promise("inflated", -1),
    fixed=Promise("drains"),
)
