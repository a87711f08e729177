"""A temporary file is closed, and stays.

Truth: drains, by its gauge; each call leaves a temporary file.
"""

import os
import tempfile

from harness import Promise, Scenario, gauges


def write():
    number, name = tempfile.mkstemp()
    os.close(number)
    return bool(name)


LEFT = ("temporary file",)

scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.write(),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
