"""Restore a backup of settings, unless it is far too large."""


def restore(pool, path, limit=1_000_000, patience=5):
    response = pool.request(
        "GET", path, preload_content=False, pool_timeout=patience
    )
    try:
        if response.status != 200:
            raise LookupError(path)
        length = response.headers.get("Content-Length", "inf")
        if float(length) > limit:
            return None
        return response.read()
    finally:
        try:
            response.close()
        finally:
            response.release_conn()
