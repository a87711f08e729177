"""A call that fails leaves its lock file, and all who come later are refused.

Truth: breaks. No descriptor is out, and good callers get an error.
"""

import os

from harness import Promise, Scenario, gauges


def work(fail):
    os.close(os.open("work.lock", os.O_CREAT | os.O_EXCL))
    if fail:
        raise ValueError("no")
    os.unlink("work.lock")


scenario = Scenario(
    good=lambda app, bench: app.work(False),
    bad=lambda app, bench: app.work(True),
    gauge=gauges.descriptors(),
    fixed=Promise("breaks", 0, "FileExistsError"),
)
