"""Every second picture takes the program a minute."""

from harness import Promise, Scenario, gauges

scenario = Scenario(
    good=lambda app, bench: app.convert(["echo", "picture"], 5),
    bad=lambda app, bench: app.convert(["sleep", "60"], 0.01),
    gauge=gauges.children(),
    buggy=Promise("leaks for good", 1),
    fixed=Promise("drains"),
    not_stood={
        "fixed_popen": {
            "os.killpg(": "A program that cannot be killed is waited for."
        }
    },
)
