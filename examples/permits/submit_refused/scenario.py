"""One film in two goes to a pool that has been shut down and takes no more work."""

import threading
from concurrent.futures import ThreadPoolExecutor

from harness import Promise, Scenario, gauges


def develop_one(app, pool):
    """The film is done once its callback is there: it always runs in the worker."""
    film = threading.Event()
    try:
        future = app.hand_over(pool, threading.Event.wait, film)
    finally:
        film.set()
    return future.result()


def two_pools(app, bench):
    with (
        ThreadPoolExecutor(4) as at_work,
        ThreadPoolExecutor(1) as closed,
    ):
        closed.shutdown()
        yield at_work, closed


scenario = Scenario(
    good=lambda app, pools: develop_one(app, pools[0]),
    bad=lambda app, pools: develop_one(app, pools[1]),
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
