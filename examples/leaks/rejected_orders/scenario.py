"""Every second order file has a line that is not a number."""

from harness import Promise, Scenario, gauges


def files(app, bench):
    yield {name: bench.sample(f"{name}.csv") for name in ("clean", "damaged")}


scenario = Scenario(
    good=lambda app, files: app.total(files["clean"]),
    bad=lambda app, files: app.total(files["damaged"]),
    setup=files,
    gauge=gauges.descriptors(),
    capacity=5,
    holder="the list of rejected orders",
    let_go=lambda app, files: app.rejected.clear(),
    buggy=Promise("held by a reference", 1, "OSError"),
    fixed=Promise("drains"),
)
