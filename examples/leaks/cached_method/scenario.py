"""Half of the bills are paid, half are only looked at."""

from harness import Promise, Scenario, gauges

scenario = Scenario(
    good=lambda app, bench: len(app.Bill([40, 12]).prices),
    bad=lambda app, bench: app.to_pay([40, 12]),
    gauge=gauges.live("Bill"),
    holder="the cache of the method",
    release_holder=lambda app, bench: app.Bill.total.cache_clear(),
    buggy=Promise("held by a reference", 1),
    fixed=Promise("drains"),
)
