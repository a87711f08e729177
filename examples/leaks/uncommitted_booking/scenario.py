"""Seats are booked and confirmed, and the list is read by turns."""

import sqlite3
from contextlib import closing
from itertools import count

from harness import Promise, Scenario, gauges

seats = count()


def theatre(app, bench):
    with closing(sqlite3.connect("theatre.db")) as house:
        house.execute("CREATE TABLE booking (seat INTEGER)")
    yield "theatre.db"


scenario = Scenario(
    good=lambda app, path: app.booked(path),
    bad=lambda app, path: app.book(path, next(seats)),
    setup=theatre,
    gauge=gauges.entries(
        lambda app, path: app.confirmed - app.booked(path),
        "lost booking",
    ),
    buggy=Promise("leaks for good", 1),
    fixed=Promise("drains"),
)
