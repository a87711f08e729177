"""Only its own entry is removed, whoever has written over it."""

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
        if progress.get("photo") is mine:
            del progress["photo"]


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.Gauge("entry", lambda app, bench: len(app.progress)),
    fixed=Promise("drains"),
)
