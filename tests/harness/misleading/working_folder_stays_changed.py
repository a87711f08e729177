"""A call that fails leaves the process in another folder.

Truth, with that gauge: drains, and a setting of the process is left over.
"""

import os

from harness import Promise, Scenario, gauges

LEFT = ("process setting",)


def use(fail):
    os.chdir("/" if fail else ".")


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
