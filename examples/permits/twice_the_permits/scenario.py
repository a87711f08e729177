"""One order in two comes from a country without a rate, and there are eight permits now."""

from harness import Promise, Scenario, gauges

RATES = {"NL": 1.21}

scenario = Scenario(
    good=lambda app, bench: app.price(
        {"net": 40, "country": "NL"}, RATES
    ),
    bad=lambda app, bench: app.price(
        {"net": 40, "country": "XX"}, RATES
    ),
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=8,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
)
