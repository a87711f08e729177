"""A destructor puts its object into a list, with the file that it owns.

Truth: held by a reference. Dropping it is what keeps it.
"""

from harness import Promise, Scenario, gauges

undead = []


class Reader:
    def __init__(self):
        self.source = open("/dev/null")

    def __del__(self):
        undead.append(self)


def read():
    Reader()


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.read(),
    gauge=gauges.descriptors(),
    holder="the list",
    release_holder=lambda app, bench: app.undead.clear(),
    fixed=Promise("held by a reference", 1),
)
