"""A module-level list keeps every file."""

from harness import Promise, Scenario, gauges

opened = []


def remember():
    opened.append(open("/dev/null"))


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.remember(),
    gauge=gauges.descriptors(),
    capacity=5,
    holder="the list",
    release_holder=lambda app, bench: app.opened.clear(),
    fixed=Promise("held by a reference", 1),
)
