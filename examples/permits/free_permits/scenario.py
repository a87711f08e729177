"""The free permits are counted again and again, and each count puts back what it took."""

import threading

from harness import Promise, Scenario, gauges

scenario = Scenario(
    good=lambda app, slots: app.free(slots),
    setup=lambda app, bench: iter([threading.BoundedSemaphore(4)]),
    gauge=gauges.permits(lambda app, slots: slots),
    capacity=4,
    fixed=Promise("drains"),
)
