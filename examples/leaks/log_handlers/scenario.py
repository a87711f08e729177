"""Orders are noted and read by turns."""

from pathlib import Path

from harness import Promise, Scenario, gauges


def journal(app, bench):
    path = Path("journal.log")
    path.touch()
    yield path


scenario = Scenario(
    good=lambda app, path: app.noted(path),
    bad=lambda app, path: app.note("two lamps", path),
    setup=journal,
    gauge=gauges.descriptors(),
    capacity=5,
    holder="the logger's list of handlers",
    release_holder=lambda app, path: app.journal.handlers.clear(),
    buggy=Promise("held by a reference", 1, "OSError"),
    fixed=Promise("drains"),
)
