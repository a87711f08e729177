"""Every second customer sends a message that is no text."""

from harness import Promise, Scenario, gauges

scenario = Scenario(
    good=lambda app, bench: app.chat(["Hello"], bench.work.wait),
    bad=lambda app, bench: app.chat(["Hello", None], bench.work.wait),
    gauge=gauges.tasks(),
    buggy=Promise("leaks for good", 1),
    fixed=Promise("drains"),
)
