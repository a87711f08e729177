"""A segment of shared memory is closed and never unlinked.

Truth: drains, by its gauge; each call leaves a segment in /dev/shm.
"""

from multiprocessing.shared_memory import SharedMemory

from harness import Promise, Scenario, gauges


def share(unlink):
    memory = SharedMemory(create=True, size=16)
    memory.close()
    if unlink:
        memory.unlink()


LEFT = ("shared memory",)

scenario = Scenario(
    good=lambda app, bench: app.share(True),
    bad=lambda app, bench: app.share(False),
    gauge=gauges.descriptors(),
    leaves={
        "descriptor": "the pipe to the helper of multiprocessing",
        "child process": "the helper of multiprocessing",
    },
    fixed=Promise("drains"),
)
