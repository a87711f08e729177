"""Two callers with one key: the entry of the second is taken away by the first."""

from harness import Promise, Scenario, gauges

taken = {}


def work(number):
    return number


numbers = iter(range(1000))


def hold(key, number):
    unit = next(numbers)
    taken[unit] = key
    mine[key] = unit
    try:
        work(number)
        if number is None:
            raise ValueError("no")
    finally:
        taken.pop(mine.pop(key, None), None)


mine = {}


scenario = Scenario(
    good=lambda app, bench: app.hold("a", 1),
    bad=lambda app, bench: app.hold("b", None),
    gauge=gauges.entries(lambda app, bench: app.taken, "entry"),
    fixed=Promise("drains"),
)
