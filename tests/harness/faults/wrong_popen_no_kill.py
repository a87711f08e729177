"""The child is not waited for if it cannot be talked to."""

import subprocess

from harness import Promise, Scenario, gauges


def use(fail):
    child = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    out = child.communicate(b"a")[0]
    if fail:
        raise ValueError("no")
    return out


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.children(),
    fixed=Promise("drains"),
)
