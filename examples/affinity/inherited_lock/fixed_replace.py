"""Write the day's report, one writer at a time, and show it."""

import fcntl
import os
from subprocess import DEVNULL, Popen


def report(path, rows, viewer):
    with open(f"{path}.lock", "a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        with open(f"{path}.new", "w") as file:
            file.writelines(f"{row}\n" for row in rows)
        os.replace(f"{path}.new", path)
    return Popen([*viewer, path], stdout=DEVNULL)
