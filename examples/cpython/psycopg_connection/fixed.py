"""Look up how many of a product the warehouse has."""

import psycopg

STOCK = "SELECT amount FROM stock WHERE product = %s::int"


def stock(url, product):
    with psycopg.connect(url) as warehouse:
        return warehouse.execute(STOCK, (product,)).fetchone()
