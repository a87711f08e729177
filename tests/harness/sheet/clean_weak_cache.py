"""A cache that lets go with its last user."""

from weakref import WeakValueDictionary

from harness import Promise, Scenario, gauges


class Page:
    pass


cache = WeakValueDictionary()


def look_up(name):
    page = cache.get(name) or Page()
    cache[name] = page
    return len(cache)


scenario = Scenario(
    good=lambda app, bench: app.look_up("a"),
    bad=lambda app, bench: app.look_up("b"),
    gauge=gauges.live("Page"),
    fixed=Promise("drains"),
)
