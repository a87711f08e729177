"""The same, with the seat given back on every path."""

from harness import Promise, Scenario, gauges

seats = ["front", "back"]


def free():
    return len(sorted(seats))


def show(film):
    return len(film)


def play(film):
    seat = seats.pop()
    try:
        if film:
            show(film)
    finally:
        seats.append(seat)


scenario = Scenario(
    good=lambda app, bench: app.play("a long one"),
    bad=lambda app, bench: app.play(""),
    gauge=gauges.Gauge("seat", lambda app, bench: -app.free()),
    capacity=2,
    fixed=Promise("drains"),
)
