"""The file is removed on the happy path only."""

import os
import tempfile

from harness import Promise, Scenario, gauges


def send(text):
    return len(text)


def hand_over(text):
    descriptor, name = tempfile.mkstemp()
    os.close(descriptor)
    if text:
        send(text)
    os.unlink(name)


scenario = Scenario(
    good=lambda app, bench: app.hand_over("two lamps"),
    bad=lambda app, bench: app.hand_over(""),
    gauge=gauges.temporary_files(),
    fixed=Promise("drains"),
)
