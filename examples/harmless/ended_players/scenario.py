"""Every sound has ended when the next order comes."""

import os

from harness import Promise, Scenario, gauges


def shop(app, bench):
    yield bench
    for player in app.players:
        player.wait()


def order(app, bench):
    app.play(["true"])
    last = app.players[-1].pid
    os.waitid(os.P_PID, last, os.WEXITED | os.WNOWAIT)


def forget(app, bench):
    del app.players[1:]


scenario = Scenario(
    good=order,
    bad=order,
    pattern="b",
    setup=shop,
    gauge=gauges.Gauge(
        "child process", lambda app, bench: gauges.count_children()
    ),
    holder="the list of players",
    release_holder=forget,
    buggy=Promise("held by a reference", 1),
    fixed=Promise("drains"),
)
