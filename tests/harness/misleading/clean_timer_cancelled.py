"""A timer watches over each call, and is cancelled and joined.

Truth: drains, and nothing is left.
"""

import threading

from harness import Promise, Scenario, gauges


def use():
    timer = threading.Timer(60, print)
    timer.start()
    timer.cancel()
    timer.join()


LEFT = ()

scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.use(),
    gauge=gauges.threads(),
    fixed=Promise("drains"),
)
