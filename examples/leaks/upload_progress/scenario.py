"""Every second upload breaks off in the middle."""

from itertools import count

from harness import Promise, Scenario, gauges

numbers = count()


def broken_off():
    yield b"half of a"
    raise ConnectionResetError


scenario = Scenario(
    good=lambda app, bench: app.receive(
        next(numbers), [b"all", b"of it"]
    ),
    bad=lambda app, bench: app.receive(next(numbers), broken_off()),
    gauge=gauges.live("Progress"),
    holder="the dictionary of uploads in progress",
    release_holder=lambda app, bench: app.progress.clear(),
    buggy=Promise("held by a reference", 1),
    fixed=Promise("drains"),
)
