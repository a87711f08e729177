"""The mail server is slow today, and five have asked for their totals."""

from harness import Promise, Scenario, gauges

scenario = Scenario(
    good=lambda app, bench: app.report("995\n1250\n", bench.elsewhere),
    gauge=gauges.live("Sheet"),
    crowd=5,
    buggy=Promise("held too long", 0, "served"),
    fixed=Promise("drains"),
)
