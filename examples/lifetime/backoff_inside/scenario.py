"""Three guests want a room that is taken, and all of them wait before they ask again."""

from sqlalchemy import create_engine, text

from harness import Promise, Scenario, gauges


def hotel(app, bench):
    url = bench.url("postgres")
    engine = create_engine(
        url, pool_size=3, max_overflow=0, pool_timeout=0.3
    )
    with engine.begin() as connection:
        connection.execute(
            text("CREATE TABLE rooms (number int, guest text)")
        )
    yield engine, bench.elsewhere
    engine.dispose()


def reserve(app, hotel):
    engine, wait = hotel
    app.reserve(engine, 7, "Ada", lambda attempt: attempt or wait())


scenario = Scenario(
    good=reserve,
    setup=hotel,
    gauge=gauges.sqlalchemy_pool(lambda app, hotel: hotel[0]),
    capacity=3,
    crowd=3,
    needs=("postgres",),
    patience=5,
    buggy=Promise("held too long", 0, "TimeoutError"),
    fixed=Promise("drains"),
)
