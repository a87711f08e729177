"""The number that the gauge reads is brought up to date a moment after the release.

Truth: drains. The gauge says that it lags, and the release was made in the call.
"""

import threading

from harness import Promise, Scenario, gauges

shown = [0]
told = threading.Event()


def show(change):
    shown[0] += change


def use():
    show(1)
    threading.Timer(0.02, show, (-1,)).start()


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.use(),
    gauge=gauges.Gauge("seat", lambda app, bench: app.shown[0], lag=0.5),
    fixed=Promise("drains"),
)
