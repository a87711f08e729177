"""An error handler puts the tool back, and so does ``finally``.

Truth: inflated. One tool more for each bad call, and the next caller is served gladly.
"""

import queue

from harness import Promise, Scenario, gauges

tools = queue.Queue()
for number in range(3):
    tools.put(number)


def use(fail):
    tool = tools.get(timeout=0.05)
    try:
        if fail:
            raise ValueError("no")
    except ValueError:
        tools.put(tool)
        raise
    finally:
        tools.put(tool)


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.queued(lambda app, bench: app.tools),
    capacity=3,
    fixed=Promise("inflated", -1),
)
