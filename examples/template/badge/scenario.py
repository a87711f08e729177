"""One visitor in two comes to see nobody in particular."""

from harness import Promise, Scenario, gauges

GUEST = {"name": "Ada", "host": "Grace"}
PASSER_BY = {"name": "Bo"}

scenario = Scenario(
    # A call gets the module, and cannot know whether it is buggy.py or fixed.py.
    good=lambda app, bench: app.badge(GUEST),
    bad=lambda app, bench: app.badge(PASSER_BY),
    # What is counted: the printers that somebody has.
    gauge=gauges.permits(lambda app, bench: app.printers),
    capacity=2,
    # What you expect: each bad call loses one, and then the next caller waits.
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
)
