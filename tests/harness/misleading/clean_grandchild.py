"""The call forks twice, and everybody waits for their own child.

Truth: drains, and nothing is left.
"""

import os

from harness import Promise, Scenario, gauges


def spawn_afar():
    child = os.fork()
    if child == 0:
        grandchild = os.posix_spawn("/bin/true", ["true"], {})
        os.waitpid(grandchild, 0)
        os._exit(0)
    os.waitpid(child, 0)


LEFT = ()

scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.spawn_afar(),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
