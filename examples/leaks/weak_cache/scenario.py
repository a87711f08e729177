"""Every second page shows a picture that no other page has, the rest show none."""

from itertools import count

from harness import Promise, Scenario, gauges

numbers = count()

scenario = Scenario(
    good=lambda app, bench: app.show([]),
    bad=lambda app, bench: app.show([next(numbers)]),
    gauge=gauges.live("Picture"),
    holder="the dictionary of pictures",
    release_holder=lambda app, bench: app.pictures.clear(),
    buggy=Promise("held by a reference", 1),
    fixed=Promise("drains"),
)
