"""A request that follows redirects, and reads the answer as it likes."""

import urllib3


def make_manager():
    """A pool of three connections for each host."""
    return urllib3.PoolManager(maxsize=3, block=True, timeout=1)


def fetch(manager, url):
    """Read the whole answer, and give the connection back."""
    response = manager.request("GET", url, preload_content=False)
    try:
        return response.read()
    finally:
        response.release_conn()
