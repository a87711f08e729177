"""Every second customer asks for a lamp that is not there."""

from harness import Promise, Scenario, gauges, request


async def with_lamps(app, bench):
    async with app.engine.begin() as db:
        await db.run_sync(app.Base.metadata.create_all)
    async with app.sessions() as session:
        session.add(app.Lamp(name="Argand"))
        await session.commit()
    app.app.state.price = bench.elsewhere.wait
    yield bench
    await app.engine.dispose()


async def ask(app, name):
    return await request(app.app, "GET", f"/lamps/{name}")


scenario = Scenario(
    good=lambda app, bench: ask(app, "Argand"),
    bad=lambda app, bench: ask(app, "Davy"),
    setup=with_lamps,
    gauge=gauges.sqlalchemy_pool(lambda app, bench: app.engine),
    capacity=2,
    needs=("postgres",),
    fixed=Promise("drains"),
)
