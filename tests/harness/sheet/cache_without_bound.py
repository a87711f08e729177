"""Every key stays in a module-level cache."""

import itertools

from harness import Promise, Scenario, gauges

cache = {}
keys = itertools.count()


def look_up():
    cache[next(keys)] = "value"


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.look_up(),
    gauge=gauges.entries(lambda app, bench: app.cache, "cache entry"),
    release_holder=lambda app, bench: app.cache.clear(),
    fixed=Promise("held by a reference", 1),
)
