"""Keep a guest book in SQLite."""

import sqlite3
from contextlib import closing


def sign(path, name):
    with sqlite3.connect(path) as book:  # commits; nobody closes it
        book.execute("INSERT INTO guest VALUES (?)", (name,))


def guests(path):
    with closing(sqlite3.connect(path)) as book:
        return book.execute("SELECT count(*) FROM guest").fetchone()[0]
