"""Book seats in a theatre."""

import sqlite3
from contextlib import closing

confirmed = set()


def book(path, seat):
    with closing(sqlite3.connect(path)) as house, house:
        house.execute("INSERT INTO booking VALUES (?)", (seat,))
    confirmed.add(seat)


def booked(path):
    with closing(sqlite3.connect(path)) as house:
        rows = house.execute("SELECT seat FROM booking")
        return {seat for (seat,) in rows}
