"""Each call leaves a variable of the environment behind.

Truth, with that gauge: drains, and settings of the process are left over.
"""

import os

from harness import Promise, Scenario, gauges

LEFT = ("process setting",)

number = [0]


def use(fail):
    with open(os.devnull):
        if fail:
            number[0] += 1
            os.environ[f"ORDER_{number[0]}"] = "1"


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
