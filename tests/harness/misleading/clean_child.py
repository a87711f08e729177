"""A child is waited for, and its pipe closed, by ``with``.

Truth: drains.
"""

import subprocess

from harness import Promise, Scenario, gauges


def run(command):
    with subprocess.Popen([command], stdout=subprocess.PIPE) as child:
        child.stdout.read()
    if child.returncode:
        raise ChildProcessError(command)


scenario = Scenario(
    good=lambda app, bench: app.run("/bin/true"),
    bad=lambda app, bench: app.run("/bin/false"),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
