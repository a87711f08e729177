"""Convert a picture with a program, within a given time."""

import os
import signal
from contextlib import suppress
from subprocess import PIPE, Popen


def convert(command, seconds):
    with Popen(command, stdout=PIPE, start_new_session=True) as program:
        try:
            return program.communicate(timeout=seconds)[0]
        finally:
            with suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGKILL)
