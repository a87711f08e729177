"""A finalizer's argument is the object it waits for."""

import weakref

from harness import Promise, Scenario, gauges


class Page:
    pass


def keep(page):
    return page


def write():
    page = Page()
    weakref.finalize(page, keep, page)


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.write(),
    gauge=gauges.live("Page"),
    fixed=Promise("leaks for good", 1),
)
