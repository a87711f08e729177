"""Look up a patient's name from any thread."""

import threading
from contextlib import contextmanager

import psycopg

NAME = "SELECT name FROM patient WHERE number = %s"


@contextmanager
def clinic(url):
    mine = threading.local()

    def name(number):
        if not hasattr(mine, "connection"):
            # open for as long as its thread lives
            mine.connection = psycopg.connect(url, autocommit=True)
        return mine.connection.execute(NAME, (number,)).fetchone()

    yield name
