"""The warehouse answers after the deadline, every second time."""

import asyncio

from sqlalchemy import event

from harness import Promise, Scenario, gauges, request

queries = []


def with_slow_warehouse(app, bench):
    with app.engine.begin() as db:
        db.exec_driver_sql("CREATE TABLE stock (item text, n int)")
    app.app.state.ask_warehouse = bench.work
    event.listen(
        app.engine,
        "after_cursor_execute",
        lambda *query: queries.append(query[2]),
    )
    yield bench
    app.engine.dispose()


async def in_time(app, bench):
    app.app.state.deadline = 30
    await request(app.app, "GET", "/lamps")


async def too_late(app, bench):
    before, bench.work.closed = len(queries), True
    app.app.state.deadline = 0.2
    while not bench.work.standing:  # the deadline may come too early
        late = asyncio.create_task(request(app.app, "GET", "/lamps"))
        await asyncio.wait({late}, timeout=0.25)
    bench.work.closed = False
    bench.work.let_through(1)
    while len(queries) == before:
        await asyncio.sleep(0)
    await late


scenario = Scenario(
    good=in_time,
    bad=too_late,
    setup=with_slow_warehouse,
    gauge=gauges.sqlalchemy_pool(lambda app, bench: app.engine),
    capacity=2,
    buggy=Promise("held until the collector runs", 1, "TimeoutError"),
    fixed=Promise("drains"),
    needs=("postgres",),
)
