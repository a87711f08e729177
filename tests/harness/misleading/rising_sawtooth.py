"""A buffer is flushed at each fourth call, and each flush leaves one line behind.

Truth: held by a reference. The teeth climb, and all of it goes when the list lets go.
"""

import itertools

from harness import Promise, Scenario, gauges

buffer = []
calls = itertools.count(1)


def write():
    buffer.append("line")
    number = next(calls)
    if number % 4 == 0:
        del buffer[number // 4 :]


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.write(),
    gauge=gauges.entries(lambda app, bench: app.buffer, "line"),
    holder="the buffer",
    release_holder=lambda app, bench: app.buffer.clear(),
    fixed=Promise("held by a reference", None),
)
