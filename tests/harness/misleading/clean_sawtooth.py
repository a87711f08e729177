"""A buffer is flushed at each fourth entry.

Truth: levels off, between 0 and 3: no new maximum in the last half, everybody served.
"""

from harness import Promise, Scenario, gauges

buffer = []


def write():
    buffer.append("line")
    if len(buffer) == 4:
        buffer.clear()


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.write(),
    gauge=gauges.entries(lambda app, bench: app.buffer, "line"),
    fixed=Promise("levels off"),
)
