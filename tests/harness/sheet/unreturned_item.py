"""An item of a queue-made pool is not put back."""

import queue

from harness import Promise, Scenario, gauges

tools = queue.Queue()
for number in range(4):
    tools.put(number)


def use(fail):
    tool = tools.get(timeout=0.05)
    if fail:
        raise RuntimeError("broke")
    tools.put(tool)


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.queued(lambda app, bench: app.tools),
    capacity=4,
    fixed=Promise("leaks for good", 1, "Empty"),
)
