"""Sell a seat, if there is one left."""

import sqlite3
from contextlib import closing

LEFT = "SELECT left FROM seats"
SELL = "UPDATE seats SET left = left - 1"


def open_hall(path):
    return sqlite3.connect(path, timeout=5, isolation_level=None)


def sell(path, price):
    with closing(open_hall(path)) as hall, hall:
        hall.execute("BEGIN")
        [(left,)] = hall.execute(LEFT)
        if not left:
            raise LookupError("sold out")
        cents = price(left)
        # refused at once if somebody has written since the look
        hall.execute(SELL)
        return cents
