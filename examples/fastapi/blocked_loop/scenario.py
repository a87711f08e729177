"""One order waits for the warehouse's answer when the next comes in."""

import asyncio

from sqlalchemy import event
from sqlalchemy.orm import Session

from harness import Promise, Scenario, gauges, request


def with_warehouse(app, bench):
    with app.engine.begin() as db:
        db.exec_driver_sql("CREATE TABLE orders (item text)")
    app.app.state.tell_warehouse = bench.elsewhere.wait
    yield bench
    app.engine.dispose()


def answer(warehouse):
    warehouse.closed = False
    warehouse.let_through(warehouse.standing)


async def one_order(app, bench):
    await request(app.app, "POST", "/orders/lamp")


async def two_orders(app, bench):
    bench.elsewhere.closed = True
    first = asyncio.create_task(one_order(app, bench))
    while not (bench.elsewhere.standing or first.done()):
        await asyncio.sleep(0)
    loop = asyncio.get_running_loop()

    def arrives(state):  # the second order executes its statement
        loop.call_soon_threadsafe(answer, bench.elsewhere)

    event.listen(Session, "do_orm_execute", arrives)
    try:
        await one_order(app, bench)
    finally:
        event.remove(Session, "do_orm_execute", arrives)
        await first


def is_written(app, bench):
    with app.engine.connect() as db:
        return (
            db.exec_driver_sql("SELECT count(*) FROM orders").scalar()
            > 0
        )


scenario = Scenario(
    good=two_orders,
    bad=two_orders,
    setup=with_warehouse,
    gauge=gauges.sqlalchemy_pool(lambda app, bench: app.engine),
    capacity=1,
    pattern="b",
    buggy=Promise("breaks", 0, "TimeoutError"),
    fixed=Promise("drains"),
    invariant=is_written,
    needs=("postgres",),
)
