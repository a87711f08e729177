"""A pool of three is emptied, and nobody told the instrument that it has three.

Truth: leaks for good, one for each bad call that got one; the plateau is exhaustion.
"""

import queue

from harness import Promise, Scenario, gauges

tools = queue.Queue()
for number in range(3):
    tools.put(number)


def use(give_back):
    tool = tools.get_nowait()
    if give_back:
        tools.put(tool)


scenario = Scenario(
    good=lambda app, bench: app.use(True),
    bad=lambda app, bench: app.use(False),
    gauge=gauges.queued(lambda app, bench: app.tools),
    fixed=Promise("leaks for good", 1, "Empty"),
)
