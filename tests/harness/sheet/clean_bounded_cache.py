"""A cache that keeps the last three."""

from collections import OrderedDict
from itertools import count

from harness import Promise, Scenario, gauges

cache = OrderedDict()
keys = count()


def look_up():
    cache[next(keys)] = "value"
    if len(cache) > 3:
        cache.popitem(last=False)


scenario = Scenario(
    good=lambda app, bench: app.look_up(),
    bad=lambda app, bench: app.look_up(),
    gauge=gauges.entries(lambda app, bench: app.cache, "cache entry"),
    fixed=Promise("levels off"),
)
