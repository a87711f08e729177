"""Every second file is rejected, and the log waits to be written."""

from harness import Promise, Scenario, gauges


def files(app, bench):
    yield {
        name: bench.sample(f"{name}.csv")
        for name in ("clean", "damaged")
    }


scenario = Scenario(
    good=lambda app, files: app.check(files["clean"]),
    bad=lambda app, files: app.check(files["damaged"]),
    setup=files,
    gauge=gauges.descriptors(),
    capacity=5,
    holder="the log's buffer",
    release_holder=lambda app, files: (
        app.buffer.flush() or app.buffer.buffer.clear()
    ),
    buggy=Promise("held by a reference", 1, "OSError"),
    fixed=Promise("drains"),
)
