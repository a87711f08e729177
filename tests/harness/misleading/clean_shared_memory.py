"""A segment of shared memory is closed and unlinked; the library's own helper process stays.

Truth: levels off. The helper's pipe is opened once, and no call leaves anything.
"""

from multiprocessing.shared_memory import SharedMemory

from harness import Promise, Scenario, gauges


def share():
    memory = SharedMemory(create=True, size=16)
    memory.close()
    memory.unlink()


LEFT = ()

scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.share(),
    gauge=gauges.descriptors(),
    fixed=Promise("levels off"),
)
