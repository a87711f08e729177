"""Receive uploads and know how far each one has come."""

progress = {}


class Progress:
    def __init__(self):
        self.received = 0


def receive(upload, chunks):
    mine = progress[upload] = Progress()
    try:
        for chunk in chunks:
            mine.received += len(chunk)
    finally:
        if progress.get(upload) is mine:
            del progress[upload]
        del mine
