"""The call hands out a generator that stands inside its ``with``.

Truth: saved by reference counting, and held by a reference if the caller keeps what it got.
"""

from harness import Promise, Scenario, gauges


def lines():
    with open("/dev/null") as source:
        yield source.name
        yield source.read()


def start():
    started = lines()
    next(started)
    return started


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.start(),
    gauge=gauges.descriptors(),
    fixed=Promise("saved by reference counting", 1, when_kept="held by a reference"),
)
