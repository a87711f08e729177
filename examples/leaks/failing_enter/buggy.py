"""Run a nightly job unless it runs already."""

import fcntl
import os


class OnlyOnce:
    def __init__(self, path):
        self.path = path

    def __enter__(self):
        self.file = os.open(self.path, os.O_RDWR | os.O_CREAT)
        # When this raises, __exit__ is never called.
        fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def __exit__(self, *_):
        os.close(self.file)


def run(path, job):
    with OnlyOnce(path):
        return job()
