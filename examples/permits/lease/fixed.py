"""Send newsletters from several processes, two at a time."""

import sqlite3
from contextlib import closing

FREE = "(taken_at IS NULL OR taken_at < :now - 60)"
COUNT = f"SELECT count(*) FROM permit WHERE {FREE}"
TAKE = f"""UPDATE permit SET taken_at = :now WHERE number = (
    SELECT number FROM permit WHERE {FREE} LIMIT 1
) RETURNING number, taken_at"""
GIVE_BACK = """UPDATE permit SET taken_at = NULL
    WHERE number = ? AND taken_at = ?"""


def connect(file):
    return closing(sqlite3.connect(file, isolation_level=None))


def send(deliver, file, clock):
    with connect(file) as database:
        permit = database.execute(TAKE, {"now": clock()}).fetchone()
        if permit is None:
            raise BlockingIOError("every permit is taken")
        try:
            deliver()
        finally:
            given = database.execute(GIVE_BACK, permit)
        if given.rowcount != 1:
            raise TimeoutError("the lease ended before the work did")


def free(file, clock):
    with connect(file) as database:
        return database.execute(COUNT, {"now": clock()}).fetchone()[0]
