"""The seat that no gauge counts is back before the caller hears of the error."""

from contextlib import contextmanager

from harness import Promise, Scenario, gauges

seats = []


@contextmanager
def seat():
    seats.append("taken")
    try:
        yield
    finally:
        seats.pop()


def show(film):
    return len(film)


def play(film):
    with seat():
        if film:
            show(film)


scenario = Scenario(
    good=lambda app, bench: app.play("a long one"),
    bad=lambda app, bench: app.play(""),
    gauge=gauges.descriptors(),
    capacity=2,
    fixed=Promise("drains"),
    invariant=lambda app, bench: not app.seats,
)
