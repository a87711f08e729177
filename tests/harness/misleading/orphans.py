"""The call forks twice and waits for the first child; the second has no parent any more.

Truth: drains, by its gauge; each call leaves an orphan.
"""

import os

from harness import Promise, Scenario, gauges


def spawn_afar():
    child = os.fork()
    if child == 0:
        os.posix_spawn("/bin/sleep", ["sleep", "20"], {})
        os._exit(0)
    os.waitpid(child, 0)


LEFT = ("orphan",)

scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.spawn_afar(),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
