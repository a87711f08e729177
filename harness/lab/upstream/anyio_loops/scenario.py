"""The job uses a worker thread."""

from harness import Scenario, gauges

scenario = Scenario(
    gauge=gauges.live("SelectorEventLoop", lag=0.5),
    good=lambda app, bench: app.run(in_thread=False),
    bad=lambda app, bench: app.run(in_thread=True),
)
