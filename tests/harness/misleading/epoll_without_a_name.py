"""An epoll object is made, asked once and dropped; it has no name and gives no warning.

Truth: saved by reference counting.
"""

import select

from harness import Promise, Scenario, gauges


def watch():
    return select.epoll().poll(0)


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.watch(),
    gauge=gauges.descriptors(),
    capacity=5,
    fixed=Promise("saved by reference counting"),
)
