"""Two objects refer to each other."""

from harness import Promise, Scenario, gauges


class Node:
    def __init__(self, parent=None):
        self.parent = parent
        self.child = None if parent else Node(self)


def grow():
    Node()


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.grow(),
    gauge=gauges.live("Node"),
    fixed=Promise("held until the collector runs", 2),
)
