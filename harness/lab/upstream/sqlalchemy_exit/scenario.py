"""A scope of anyio is cancelled in the block of the session."""

import asyncio

import anyio

from harness import Scenario, gauges


async def setup(app, bench):
    """An engine."""
    engine = app.make_engine()
    yield engine
    await engine.dispose()


async def bad(app, engine):
    """Cancel the scope, and see what it started to its end."""
    ours = asyncio.all_tasks()
    with anyio.CancelScope() as scope:
        await app.query(engine, scope.cancel)
    while others := asyncio.all_tasks() - ours:
        await asyncio.wait(others)


scenario = Scenario(
    gauge=gauges.sqlalchemy_pool(lambda app, engine: engine),
    good=lambda app, engine: app.query(engine),
    bad=bad,
    setup=setup,
    capacity=2,
    leaves={"file": "the database"},
)
