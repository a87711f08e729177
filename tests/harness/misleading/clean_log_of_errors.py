"""Every error is kept for a report, with the frames it came through; their files are closed.

Truth: drains.
"""

from harness import Promise, Scenario, gauges

errors = []


def read(fail):
    try:
        with open("/dev/null") as source:
            if fail:
                raise ValueError(source)
    except ValueError as error:
        errors.append(error)


scenario = Scenario(
    good=lambda app, bench: app.read(False),
    bad=lambda app, bench: app.read(True),
    gauge=gauges.descriptors(),
    capacity=5,
    fixed=Promise("drains"),
)
