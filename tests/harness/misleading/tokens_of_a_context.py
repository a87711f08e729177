"""A context variable's tokens are kept, and each keeps the file that was there before.

Truth: held by a reference.
"""

import contextvars

from harness import Promise, Scenario, gauges

context = contextvars.Context()
source = contextvars.ContextVar("source", default=None)
tokens = []


def read():
    tokens.append(context.run(source.set, open("/dev/null")))


def forget(app, bench):
    app.tokens.clear()
    app.context.run(app.source.set, None)


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.read(),
    gauge=gauges.descriptors(),
    holder="the tokens",
    release_holder=forget,
    fixed=Promise("held by a reference", 1),
)
