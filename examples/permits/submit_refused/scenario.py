"""One film in two goes to a pool that has been shut down and takes no more work."""

from concurrent.futures import ThreadPoolExecutor

from harness import Promise, Scenario, gauges


def two_pools(app, bench):
    with (
        ThreadPoolExecutor(4) as at_work,
        ThreadPoolExecutor(1) as closed,
    ):
        closed.shutdown()
        yield at_work, closed


scenario = Scenario(
    good=lambda app, pools: app.hand_over(
        pools[0], len, "film 7"
    ).result(),
    bad=lambda app, pools: app.hand_over(
        pools[1], len, "film 7"
    ).result(),
    setup=two_pools,
    gauge=gauges.Gauge(
        "permit", lambda app, pools: -app.slots._value, lag=0.1
    ),
    capacity=4,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
    not_stood={
        "fixed": {
            "slots.release()": "An error in a done callback is logged, and reaches nobody."
        }
    },
)
