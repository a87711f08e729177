"""Restore a backup of settings, unless it is far too large."""


def restore(pool, path, limit=1_000_000, patience=5):
    with pool.request(
        "GET", path, preload_content=False, pool_timeout=patience
    ) as response:
        if response.status != 200:
            raise LookupError(path)
        length = response.headers.get("Content-Length", "inf")
        if float(length) > limit:
            return None  # `with` closes the socket and keeps the slot
        return response.read()
