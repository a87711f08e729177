"""Each job makes an application of its own."""

from harness import Scenario, gauges

scenario = Scenario(
    gauge=gauges.live("Celery"),
    good=lambda app, bench: app.job(own=False),
    bad=lambda app, bench: app.job(own=True),
)
