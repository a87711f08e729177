"""The seat that no gauge counts comes back with the error only, once nobody keeps that."""

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
    taken = seat()
    taken.__enter__()
    if film:
        show(film)
    taken.__exit__(None, None, None)


scenario = Scenario(
    good=lambda app, bench: app.play("a long one"),
    bad=lambda app, bench: app.play(""),
    gauge=gauges.descriptors(),
    capacity=2,
    fixed=Promise("drains"),
    invariant=lambda app, bench: not app.seats,
)
