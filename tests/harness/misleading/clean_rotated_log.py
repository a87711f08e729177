"""One journal is open all the time; each bad day begins a new one and closes the old.

Truth: drains. One descriptor is open before and after, though never the same file.
"""

import itertools

from harness import Promise, Scenario, gauges

numbers = itertools.count()
journal = open("/dev/null", "w")


def day(bad):
    global journal
    if bad:
        old, journal = journal, open(f"journal-{next(numbers)}", "w")
        old.close()


scenario = Scenario(
    good=lambda app, bench: app.day(False),
    bad=lambda app, bench: app.day(True),
    gauge=gauges.descriptors(),
    leaves={"file": "the journals are the job", "descriptor": "the last journal is open"},
    fixed=Promise("drains"),
)
