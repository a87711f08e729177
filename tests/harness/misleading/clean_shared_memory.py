"""A segment of shared memory is closed and unlinked; the library's own helper process stays.

Truth: drains, and no call leaves anything: the helper is started once.
"""

from multiprocessing.shared_memory import SharedMemory

from harness import Promise, Scenario, gauges


def share(fail):
    memory = SharedMemory(create=True, size=16)
    memory.close()
    memory.unlink()
    if fail:
        raise ValueError("no")


LEFT = ()

scenario = Scenario(
    good=lambda app, bench: app.share(False),
    bad=lambda app, bench: app.share(True),
    gauge=gauges.descriptors(),
    leaves={
        "descriptor": "the pipe to the helper of multiprocessing",
        "child process": "the helper of multiprocessing",
    },
    fixed=Promise("drains"),
)
