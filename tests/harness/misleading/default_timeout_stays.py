"""A call sets the time-out of all sockets to come, and puts it back only where nothing fails.

Truth: drains, and leaves a process setting.
"""

import socket
import threading

from harness import Promise, Scenario, gauges

LEFT = ("process setting",)
slots = threading.Semaphore(2)


def ask(fail):
    with slots:
        before = socket.getdefaulttimeout()
        socket.setdefaulttimeout(3)
        if fail:
            raise ConnectionError("nobody there")
        socket.setdefaulttimeout(before)


scenario = Scenario(
    good=lambda app, bench: app.ask(False),
    bad=lambda app, bench: app.ask(True),
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=2,
    fixed=Promise("drains"),
)
