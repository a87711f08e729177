"""A child process ended and nobody asked how."""

import os

from harness import Promise, Scenario, gauges


def spawn(reap):
    child = os.fork()
    if child == 0:
        os._exit(0)
    if reap:
        os.waitpid(child, 0)


scenario = Scenario(
    good=lambda app, bench: app.spawn(True),
    bad=lambda app, bench: app.spawn(False),
    gauge=gauges.children(),
    fixed=Promise("leaks for good", 1),
)
