"""A thread waits for something that never comes."""

import threading

from harness import Promise, Scenario, gauges


def start(end):
    event = threading.Event()
    thread = threading.Thread(target=event.wait, daemon=True)
    thread.start()
    if end:
        event.set()
        thread.join()


scenario = Scenario(
    good=lambda app, bench: app.start(True),
    bad=lambda app, bench: app.start(False),
    gauge=gauges.threads(),
    fixed=Promise("leaks for good", 1),
)
