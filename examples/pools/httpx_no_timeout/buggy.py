"""Mirror the files of a package index, however long each takes."""

import httpx


def open_client(url, connections=4):
    limits = httpx.Limits(max_connections=connections)
    return httpx.Client(base_url=url, limits=limits, timeout=None)


def mirror(client, path, store):
    request = client.build_request("GET", path)
    response = client.send(request, stream=True)
    response.raise_for_status()  # an error page keeps the connection
    for part in response.iter_bytes():
        store(part)
    response.close()
