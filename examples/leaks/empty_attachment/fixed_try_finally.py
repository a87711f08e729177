"""Send an attachment to a client straight from the disk."""

import os


def send(path, client):
    source = os.open(path, os.O_RDONLY)
    try:
        size = os.fstat(source).st_size
        if size == 0:
            return 0
        return os.sendfile(client, source, 0, size)
    finally:
        os.close(source)
