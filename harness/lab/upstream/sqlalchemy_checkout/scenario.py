"""The process is interrupted while the pool makes a connection anew."""

from harness import Scenario, gauges


class Interrupts:
    """Interrupts the next connect, once."""

    armed = False

    def __call__(self):
        """Raise if armed."""
        if self.armed:
            self.armed = False
            raise KeyboardInterrupt


def setup(app, bench):
    """An engine, and what interrupts it."""
    interrupts = Interrupts()
    engine = app.make_engine(interrupts)
    yield engine, interrupts
    engine.dispose()


def bad(app, world):
    """A query whose connect is interrupted."""
    engine, interrupts = world
    app.invalidate(engine)
    interrupts.armed = True
    try:
        app.query(engine)
    finally:
        interrupts.armed = False


scenario = Scenario(
    gauge=gauges.sqlalchemy_pool(lambda app, world: world[0]),
    good=lambda app, world: app.query(world[0]),
    bad=bad,
    setup=setup,
    capacity=2,
)
