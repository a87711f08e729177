"""A cache that is warm at the start is emptied entry by entry.

Truth: drains. Below the baseline is nothing out, and an entry is no permit.
"""

from harness import Promise, Scenario, gauges

cache = dict.fromkeys(range(40), "value")


def forget():
    cache.popitem()


scenario = Scenario(
    good=lambda app, bench: len(app.cache),
    bad=lambda app, bench: app.forget(),
    gauge=gauges.entries(lambda app, bench: app.cache, "entry"),
    fixed=Promise("drains"),
)
