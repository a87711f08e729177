"""Generators that were never finished stand in a list."""

from harness import Promise, Scenario, gauges

running = []


def lines():
    with open("/dev/null") as source:
        yield "first"
        yield source.read()


def start():
    running.append(lines())
    next(running[-1])


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.start(),
    gauge=gauges.descriptors(),
    capacity=5,
    release_holder=lambda app, bench: app.running.clear(),
    fixed=Promise("held by a reference", 1),
)
