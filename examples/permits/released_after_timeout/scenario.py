"""Long deliveries hold every permit; one more mail waits too long, again and again."""

from harness import Promise, Scenario, gauges


def deliveries(app, bench):
    yield [app.slots.acquire() for _ in range(3)]


def rush(app, busy):
    busy.append(app.slots.acquire(blocking=False))
    app.send(str.upper, "hello", timeout=0)


scenario = Scenario(
    good=lambda app, busy: app.send(str.upper, "hello", timeout=0),
    bad=rush,
    setup=deliveries,
    gauge=gauges.Gauge(
        "permit", lambda app, busy: -app.slots._value - sum(busy)
    ),
    capacity=4,
    buggy=Promise("inflated", -1),
    fixed=Promise("drains", 0, "TimeoutError"),
)
