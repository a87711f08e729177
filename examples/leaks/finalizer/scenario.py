"""Every picture gets a scratch folder, and nobody removes it by hand."""

from harness import Promise, Scenario, gauges

scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.shrink(b"a picture"),
    gauge=gauges.live("Scratch"),
    buggy=Promise("leaks for good", 1),
    fixed=Promise("drains"),
)
