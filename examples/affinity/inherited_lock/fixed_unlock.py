"""Write the day's report, one writer at a time, and show it."""

import fcntl
from subprocess import DEVNULL, Popen


def report(path, rows, viewer):
    with open(path, "a") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        file.truncate(0)
        file.writelines(f"{row}\n" for row in rows)
        file.flush()
        fcntl.flock(file, fcntl.LOCK_UN)
        number = file.fileno()
        return Popen(
            [*viewer, f"/dev/fd/{number}"],
            pass_fds=[number],
            stdout=DEVNULL,
        )
