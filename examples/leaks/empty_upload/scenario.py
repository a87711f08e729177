"""Every second upload is empty."""

from harness import Promise, Scenario, gauges

scenario = Scenario(
    good=lambda app, bench: app.words(b"two lamps"),
    bad=lambda app, bench: app.words(b""),
    gauge=gauges.temporary_files(),
    buggy=Promise("leaks for good", 1),
    fixed=Promise("drains"),
    invariant=lambda app, bench: app.words(b"two lamps") == 2,
)
