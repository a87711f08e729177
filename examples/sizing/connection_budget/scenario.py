"""The sum is done again and again, with pods that fit and with pods that do not."""

from harness import Promise, Scenario, gauges

scenario = Scenario(
    good=lambda app, bench: app.left_over(
        100, [app.Service(pods=1, workers=4)]
    ),
    bad=lambda app, bench: app.left_over(
        100, [app.Service(pods=9, workers=4)]
    ),
    gauge=gauges.sessions(),
    needs=("postgres",),
    fixed=Promise("drains"),
)
