"""Start a converter, and stop it when it hangs."""

import os
import signal
from contextlib import suppress
from subprocess import PIPE, Popen, TimeoutExpired

PATIENCE = 5


def start(command):
    pipes = {"stdin": PIPE, "stdout": PIPE, "stderr": PIPE}
    return Popen(command, start_new_session=True, **pipes)


def stop(converter):
    with converter:
        try:
            _tell(converter, signal.SIGTERM)
            with suppress(TimeoutExpired):
                return _last_words(converter)
            converter.kill()
            with suppress(TimeoutExpired):
                return _last_words(converter)
            _tell(converter, signal.SIGKILL)
            return _last_words(converter)
        finally:
            converter.kill()


def _tell(converter, number):
    with suppress(ProcessLookupError):
        os.killpg(converter.pid, number)


def _last_words(converter):
    return converter.communicate(timeout=PATIENCE)[1].decode()
