"""Every picture gets a scratch folder, and nobody removes it by hand."""

from harness import Promise, Scenario, gauges

scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.shrink(b"a picture"),
    gauge=gauges.live("Scratch"),
    buggy=Promise("leaks for good", 1),
    not_stood={
        "fixed": {
            "`mkdtemp()` in __init__": "An error that somebody keeps holds the object; "
            "there is no folder yet."
        }
    },
    fixed=Promise("drains"),
)
