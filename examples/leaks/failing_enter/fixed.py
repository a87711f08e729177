"""Run a nightly job unless it runs already."""

import fcntl
import os


class OnlyOnce:
    def __init__(self, path):
        self.path = path

    def __enter__(self):
        file = os.open(self.path, os.O_RDWR | os.O_CREAT)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BaseException:
            os.close(file)
            raise
        self.file = file

    def __exit__(self, *_):
        os.close(self.file)


def run(path, job):
    with OnlyOnce(path):
        return job()
