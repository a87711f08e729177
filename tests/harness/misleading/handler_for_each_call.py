"""Each call gives the logger one more file handler.

Truth: held by a reference.
"""

import logging

from harness import Promise, Scenario, gauges

log = logging.getLogger("handler_for_each_call")


def work():
    log.addHandler(logging.FileHandler("/dev/null"))


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.work(),
    gauge=gauges.descriptors(),
    holder="the logger",
    release_holder=lambda app, bench: app.log.handlers.clear(),
    fixed=Promise("held by a reference", 1),
)
