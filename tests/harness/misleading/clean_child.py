"""A child is waited for, and its pipe closed, by ``with``.

Truth: drains.
"""

import subprocess

from harness import Promise, Scenario, gauges


def run():
    with subprocess.Popen(["/bin/true"], stdout=subprocess.PIPE) as child:
        child.stdout.read()
    return child.returncode


scenario = Scenario(
    good=lambda app, bench: app.run(),
    bad=lambda app, bench: app.run(),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
