"""The block is cancelled while the child runs."""

from harness import Scenario, gauges

scenario = Scenario(
    gauge=gauges.children(),
    good=lambda app, bench: app.run(cancel=False),
    bad=lambda app, bench: app.run(cancel=True),
    pattern="gbbb",
)
