"""``lru_cache`` without a bound around the function that opens.

Truth: held by a reference.
"""

import functools
import itertools

from harness import Promise, Scenario, gauges

numbers = itertools.count()


@functools.lru_cache(maxsize=None)
def opened(number):
    return open("/dev/null")


def read():
    return opened(next(numbers)).read()


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.read(),
    gauge=gauges.descriptors(),
    holder="the cache",
    release_holder=lambda app, bench: app.opened.cache_clear(),
    fixed=Promise("held by a reference", 1),
)
