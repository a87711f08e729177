"""The loop is asked to read from a socket, and never told to stop: it keeps the socket.

Truth: leaks for good. No variable of the program has it, and no reference will let go.
"""

import asyncio
import socket

from harness import Promise, Scenario, gauges


async def listen(stop):
    loop = asyncio.get_running_loop()
    ours, theirs = socket.socketpair()
    with theirs:
        loop.add_reader(ours, ours.recv, 1)
        await asyncio.sleep(0)
        if stop:
            loop.remove_reader(ours)
            ours.close()


scenario = Scenario(
    good=lambda app, bench: app.listen(True),
    bad=lambda app, bench: app.listen(False),
    gauge=gauges.descriptors(),
    fixed=Promise("leaks for good", 1),
)
