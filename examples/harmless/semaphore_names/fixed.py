"""Start a converter, and stop it when it hangs."""

import os
import signal
from contextlib import suppress
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
    with converter:
        try:
            os.killpg(converter.pid, signal.SIGTERM)
            with suppress(TimeoutExpired):
                return _last_words(converter)
            converter.kill()
            with suppress(TimeoutExpired):
                return _last_words(converter)
            os.killpg(converter.pid, signal.SIGKILL)
            return _last_words(converter)
        finally:
            converter.kill()


def _last_words(converter):
    return converter.communicate(timeout=PATIENCE)[1].decode()
