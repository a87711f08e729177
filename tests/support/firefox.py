"""Debian's Firefox, by the protocol that it speaks itself: no driver program is needed."""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
NARROW, DESK = (500, 844), (1280, 800)
"""Its windows are not narrower than 500 pixels; a phone's layout begins at 736."""

PATIENCE = 20
"""Seconds for what takes some; a ceiling, never a measurement."""

MISSING = "no Firefox found; apt install firefox-esr"


@contextmanager
def firefox() -> Iterator[Any]:
    """One Firefox without a screen; without one a test is skipped, in CI it fails."""
    if FIREFOX is None:
        (pytest.fail if "CI" in os.environ else pytest.skip)(MISSING)
    from marionette_driver.marionette import Marionette

    folder = tempfile.TemporaryDirectory()  # not /dev/null: the driver removes an old log
    session = Marionette(bin=FIREFOX, headless=True, gecko_log=f"{folder.name}/gecko.log")
    with warnings.catch_warnings():
        # The driver itself drops sockets unclosed while it waits for the port.
        warnings.simplefilter("ignore", ResourceWarning)
        session.start_session()
    try:
        session.timeout.script = PATIENCE
        yield session
    finally:
        session.cleanup()
        folder.cleanup()
