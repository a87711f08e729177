"""Receive uploads and know how far each one has come."""

progress = {}


class Progress:
    def __init__(self):
        self.received = 0


def receive(upload, chunks):
    progress[upload] = Progress()
    for chunk in chunks:
        progress[upload].received += len(chunk)
    del progress[upload]  # an upload that breaks off keeps its entry
