"""``lru_cache`` with room for four values.

Truth: levels off.
"""

import functools
import itertools

from harness import Promise, Scenario, gauges

numbers = itertools.count()


@functools.lru_cache(maxsize=4)
def computed(number):
    return number


def look_up():
    return computed(next(numbers))


scenario = Scenario(
    good=lambda app, bench: app.computed(0),
    bad=lambda app, bench: app.look_up(),
    gauge=gauges.entries(lambda app, bench: range(app.computed.cache_info().currsize), "value"),
    fixed=Promise("levels off"),
)
