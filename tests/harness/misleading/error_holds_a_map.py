"""The error has the map in its arguments, while a thread of somebody else's runs beside it.

Truth: saved by reference counting; with the error kept, the error holds the map's descriptor.
No variable has it, no type warns, and with a second thread no descriptor can be seen to go.
"""

import mmap
import os
import tempfile
import threading

from harness import Promise, Scenario, gauges


def setup(app, bench):
    """A file of one page, and a thread that has nothing to do with it."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    with tempfile.TemporaryFile() as file:
        file.write(bytes(4096))
        file.flush()
        yield file.fileno()
    done.set()
    thread.join()


def read(number, fail):
    if fail:
        raise LookupError(mmap.mmap(number, 0))
    os.fstat(number)


scenario = Scenario(
    good=lambda app, number: app.read(number, False),
    bad=lambda app, number: app.read(number, True),
    setup=setup,
    gauge=gauges.descriptors(),
    fixed=Promise("saved by reference counting", 1, when_kept="held by a reference"),
)
