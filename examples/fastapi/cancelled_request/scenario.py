"""Every second customer hangs up before the answer, and a middleware cancels the request."""

import asyncio

from harness import Promise, Scenario, gauges, request


def with_lamps(app, bench):
    with app.engine.begin() as db:
        db.exec_driver_sql("CREATE TABLE lamps (name text)")

    async def sort(found):
        await bench.elsewhere.wait()
        return sorted(found)

    app.app.state.sort = sort
    yield bench
    app.engine.dispose()


async def wait_for_the_answer(app, bench):
    await request(app.app, "GET", "/lamps")


async def hang_up(app, bench):
    bench.elsewhere.closed = True
    leave = asyncio.Event()
    call = asyncio.create_task(request(app.app, "GET", "/lamps", leave))
    while not (bench.elsewhere.standing or call.done()):
        await asyncio.sleep(0)
    bench.elsewhere.closed = False
    leave.set()
    await call


scenario = Scenario(
    good=wait_for_the_answer,
    bad=hang_up,
    setup=with_lamps,
    gauge=gauges.sqlalchemy_pool(lambda app, bench: app.engine),
    capacity=2,
    fixed=Promise("drains"),
    needs=("postgres",),
)
