"""Run the nightly import, one at a time on this machine."""

import fcntl


def nightly(load, lock):
    with open(lock, "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        load()


def is_running(lock):
    with open(lock, "a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False
