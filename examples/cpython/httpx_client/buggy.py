"""Ask a supplier for the newest price list."""

import httpx


def price_list(url):
    supplier = httpx.Client(base_url=url)  # a client, a pool, each time
    return supplier.get("/small").text
