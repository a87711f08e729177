"""A buffer holds four entries, and once, early on, it holds five for one call.

Truth: levels off. The bump is in the first half, and the maximum never comes back.
"""

from collections import deque

from harness import Promise, Scenario, gauges

recent = deque()
seen = []


def note():
    seen.append(None)
    recent.append(len(seen))
    while len(recent) > (5 if len(seen) == 6 else 4):
        recent.popleft()


scenario = Scenario(
    good=lambda app, bench: app.note(),
    bad=lambda app, bench: app.note(),
    gauge=gauges.entries(lambda app, bench: app.recent, "entry"),
    fixed=Promise("levels off"),
)
