"""Four sockets are open and the price is late, with the session in `scope="function"`."""

from harness import Promise, Scenario, connect, gauges


def with_prices(app, bench):
    with app.engine.begin() as db:
        db.exec_driver_sql(
            "CREATE TABLE readers (name text, paid bool)"
        )
        db.exec_driver_sql("INSERT INTO readers VALUES ('ada', true)")

    async def prices():
        yield "lamp 12"
        await bench.elsewhere.wait()
        yield "lamp 13"

    app.app.state.prices = prices
    yield bench
    app.engine.dispose()


async def follow(app, bench):
    await connect(app.app, "/prices?name=ada")


scenario = Scenario(
    good=follow,
    crowd=4,
    setup=with_prices,
    gauge=gauges.agreeing(
        gauges.sqlalchemy_pool(lambda app, bench: app.engine),
        gauges.transactions(),
    ),
    capacity=4,
    buggy=Promise("held too long", 0, "TimeoutError"),
    needs=("postgres",),
    patience=5,
)
