"""A child is waited for, and the pipe to read from it is dropped unread and unclosed.

Truth: saved by reference counting.
"""

import subprocess

from harness import Promise, Scenario, gauges


def run():
    child = subprocess.Popen(["/bin/true"], stdout=subprocess.PIPE)
    return child.wait()


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.run(),
    gauge=gauges.descriptors(),
    fixed=Promise("saved by reference counting"),
)
