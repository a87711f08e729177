"""Guests sign the book, and others count the guests."""

import sqlite3
from contextlib import closing

from harness import Promise, Scenario, gauges


def guest_book(app, bench):
    with closing(sqlite3.connect("guests.db")) as book:
        book.execute("CREATE TABLE guest (name TEXT)")
    yield "guests.db"


scenario = Scenario(
    good=lambda app, path: app.guests(path),
    bad=lambda app, path: app.sign(path, "Ada"),
    setup=guest_book,
    gauge=gauges.descriptors(),
    capacity=6,
    buggy=Promise(
        "held until the collector runs", 1, "OperationalError"
    ),
    fixed=Promise("drains"),
    invariant=lambda app, path: app.guests(path) > 0,
)
