"""While one picture is scaled, another one is scaled by nought."""

from contextlib import suppress

from harness import Promise, Scenario, gauges


def picture(app):
    yield 255
    with suppress(ZeroDivisionError):
        app.scale([255], 0)
    yield 128


scenario = Scenario(
    good=lambda app, bench: app.scale(picture(app), 2),
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=4,
    buggy=Promise("breaks", 0, "ValueError"),
)
