"""An epoll object is made, asked once and closed.

Truth: drains.
"""

import select

from harness import Promise, Scenario, gauges


def watch():
    with select.epoll() as poll:
        return poll.poll(0)


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.watch(),
    gauge=gauges.descriptors(),
    capacity=5,
    fixed=Promise("drains"),
)
