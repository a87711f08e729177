"""Two uploads of one name: the first to end removes the other's entry."""

import threading

from harness import Promise, Scenario, gauges

progress = {}


class Upload:
    pass


def chunk(fail):
    if fail:
        raise ValueError("no")


def use(fail):
    mine = progress["photo"] = Upload()
    try:
        chunk(fail)
    finally:
        del progress["photo"]


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.Gauge("entry", lambda app, bench: len(app.progress)),
    fixed=Promise("drains"),
)
