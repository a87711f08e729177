"""Fetch a camera's picture, unless it is too large for the album."""


def fetch(client, path, limit=1_000_000):
    with client.stream("GET", path) as response:
        response.raise_for_status()
        length = response.headers.get("Content-Length", "inf")
        if float(length) > limit:
            return None
        return response.read()
