"""Every second attachment is empty."""

from pathlib import Path

from harness import Promise, Scenario, gauges


def client(app, bench):
    Path("full.txt").write_text("two lamps")
    Path("empty.txt").touch()
    with Path("client").open("wb") as client:
        yield client.fileno()


scenario = Scenario(
    good=lambda app, client: app.send(Path("full.txt"), client),
    bad=lambda app, client: app.send(Path("empty.txt"), client),
    setup=client,
    gauge=gauges.descriptors(),
    capacity=5,
    buggy=Promise("leaks for good", 1, "OSError"),
    fixed=Promise("drains"),
)
