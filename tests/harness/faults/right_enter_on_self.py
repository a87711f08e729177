"""What it opens is kept in a name of its own until the lock is its own."""

import fcntl
import os

from harness import Promise, Scenario, gauges


class Door:
    def __enter__(self):
        file = os.open("lock", os.O_CREAT | os.O_RDWR)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BaseException:
            os.close(file)
            raise
        self.file = file

    def __exit__(self, *error):
        os.close(self.file)


door = Door()


def work(fail):
    if fail:
        raise ValueError("no")


def use(fail):
    with door:
        work(fail)


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.descriptors(),
    leaves={"file": "the lock is kept on it"},
    fixed=Promise("drains"),
)
