"""Start a converter, and stop it when it hangs."""

import os
import signal
from subprocess import PIPE, Popen


def start(command):
    return Popen(
        command,
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
        start_new_session=True,
    )


def stop(converter):
    os.killpg(converter.pid, signal.SIGTERM)
    return converter.communicate()[1].decode()
