"""Each request asks for a path that was never asked for."""

import itertools

from harness import Scenario, gauges


async def setup(app, bench):
    """A jar, and paths that never repeat."""
    yield await app.make_jar(), itertools.count()


def bad(app, world):
    """Ask for a new path."""
    jar, numbers = world
    return app.cookies(jar, f"page-{next(numbers)}")


scenario = Scenario(
    gauge=gauges.entries(lambda app, world: world[0]._cookies, "key of the jar"),
    good=lambda app, world: app.cookies(world[0], "home"),
    bad=bad,
    setup=setup,
)
