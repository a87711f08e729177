"""Every second batch has a mail without a text."""

from harness import Promise, Scenario, gauges

scenario = Scenario(
    good=lambda app, bench: app.deliver_all(["Hello"], bench.work),
    bad=lambda app, bench: app.deliver_all(["Hello", None], bench.work),
    gauge=gauges.threads(),
    buggy=Promise("leaks for good", 1),
    fixed=Promise("drains"),
)
