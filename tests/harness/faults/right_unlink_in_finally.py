"""The file is removed on every path."""

import os
import tempfile

from harness import Promise, Scenario, gauges


def send(text):
    return len(text)


def hand_over(text):
    descriptor, name = tempfile.mkstemp()
    try:
        os.close(descriptor)
        if text:
            send(text)
    finally:
        os.unlink(name)


scenario = Scenario(
    good=lambda app, bench: app.hand_over("two lamps"),
    bad=lambda app, bench: app.hand_over(""),
    gauge=gauges.temporary_files(),
    fixed=Promise("drains"),
)
