"""Ask a supplier for the newest price list."""

import httpx


def price_list(url):
    with httpx.Client(base_url=url) as supplier:
        return supplier.get("/small").text
