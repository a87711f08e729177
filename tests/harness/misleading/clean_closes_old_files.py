"""Files that were open before the first call are closed one by one.

Truth: drains. A reading below the baseline is no double release.
"""

from harness import Promise, Scenario, gauges

old = [open("/dev/null") for _ in range(40)]


def retire():
    old.pop().close()


def close_the_rest(app, bench):
    yield
    while app.old:
        app.retire()


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.retire(),
    setup=close_the_rest,
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
