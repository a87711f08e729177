"""Start a converter, and stop it when it hangs."""

import os
import signal
from subprocess import PIPE, Popen, TimeoutExpired

PATIENCE = 5


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
    try:
        return converter.communicate(timeout=PATIENCE)[1].decode()
    except TimeoutExpired:
        converter.kill()
    try:
        return converter.communicate(timeout=PATIENCE)[1].decode()
    except TimeoutExpired:
        os.killpg(converter.pid, signal.SIGKILL)
    return converter.communicate(timeout=PATIENCE)[1].decode()
