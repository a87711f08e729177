"""Two threads, two connections, and eight users at once."""

import asyncio

from anyio.to_thread import current_default_thread_limiter

from harness import Promise, Scenario, gauges, request


async def with_two_threads(app, bench):
    with app.engine.begin() as db:
        db.exec_driver_sql("CREATE TABLE users (id int, name text)")
        db.exec_driver_sql("CREATE TABLE orders (buyer int, item text)")
        db.exec_driver_sql("INSERT INTO users VALUES (1, 'ada')")
    threads = current_default_thread_limiter()
    threads.total_tokens = 2
    yield bench
    threads.total_tokens = 40  # those who stand still can go on
    while app.engine.pool.checkedout():
        await asyncio.sleep(0)
    app.engine.dispose()


async def see_orders(app, bench):
    await request(app.app, "GET", "/orders?name=ada")


scenario = Scenario(
    good=see_orders,
    crowd=8,
    setup=with_two_threads,
    gauge=gauges.sqlalchemy_pool(lambda app, bench: app.engine),
    capacity=2,
    buggy=Promise("deadlock", 2, "waits"),
    fixed=Promise("drains"),
    needs=("postgres",),
    patience=0.4,
)
