"""Send an attachment to a client straight from the disk."""

import os


def send(path, client):
    with path.open("rb") as source:
        size = os.fstat(source.fileno()).st_size
        if size == 0:
            return 0
        return os.sendfile(client, source.fileno(), 0, size)
