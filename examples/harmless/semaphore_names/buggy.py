"""Start a converter, and stop it when it hangs."""

import os
import signal
from subprocess import PIPE, Popen


def start(command):
    pipes = {"stdin": PIPE, "stdout": PIPE, "stderr": PIPE}
    return Popen(command, start_new_session=True, **pipes)


def stop(converter):
    # SIGKILL ends its resource tracker, too: the name stays
    os.killpg(converter.pid, signal.SIGKILL)
    return converter.communicate()[1].decode()
