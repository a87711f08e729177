"""A segment of shared memory is closed and unlinked; the library's own helper process stays.

Truth: drains, and no call leaves anything: the helper is started once.
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
    fixed=Promise("drains"),
)
