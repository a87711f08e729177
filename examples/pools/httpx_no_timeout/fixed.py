"""Mirror the files of a package index, however long each takes."""

import httpx

SILENCE = 60


def open_client(url, connections=4):
    limits = httpx.Limits(max_connections=connections)
    patience = httpx.Timeout(5, read=SILENCE)
    return httpx.Client(base_url=url, limits=limits, timeout=patience)


def mirror(client, path, store):
    with client.stream("GET", path) as response:
        response.raise_for_status()
        for part in response.iter_bytes():
            store(part)
