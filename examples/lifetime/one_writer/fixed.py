"""Sell a seat, if there is one left."""

import sqlite3
from contextlib import closing

LEFT = "SELECT left FROM seats"
SELL = "UPDATE seats SET left = left - 1"


def sell(path):
    with closing(sqlite3.connect(path, timeout=5)) as connection:
        connection.isolation_level = None
        connection.execute("BEGIN IMMEDIATE")
        left = connection.execute(LEFT).fetchone()[0]
        connection.execute(SELL)
        connection.execute("COMMIT")
        return left
