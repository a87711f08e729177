"""Every second reader asks for a town that nobody has asked for."""

from itertools import count

from harness import Promise, Scenario, gauges

towns = count()


def forget(app, bench):
    app.map_of.cache_clear()
    app.map_of("Delft")


scenario = Scenario(
    good=lambda app, bench: app.map_of("Delft").town,
    bad=lambda app, bench: app.map_of(next(towns)).town,
    gauge=gauges.live("Map"),
    holder="the cache",
    release_holder=forget,
    buggy=Promise("held by a reference", 1),
    fixed=Promise("levels off"),
)
