"""Look up how many of a product the warehouse has."""

import asyncpg

STOCK = "SELECT amount FROM stock WHERE product = $1"


async def stock(url, product):
    warehouse = await asyncpg.connect(url)
    try:
        return await warehouse.fetchval(STOCK, product)
    finally:
        await warehouse.close()
