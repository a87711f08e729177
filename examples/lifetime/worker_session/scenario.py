"""Three workers have answered one question each, and no new one is in the queue."""

from sqlalchemy import create_engine, text

from harness import Promise, Scenario, gauges


def depot(app, bench):
    url = bench.url("postgres")
    engine = create_engine(
        url, pool_size=3, max_overflow=0, pool_timeout=0.3
    )
    with engine.begin() as connection:
        connection.execute(
            text("CREATE TABLE parcels (number int, place text)")
        )
    yield engine, bench.elsewhere
    engine.dispose()


def questions(wait):
    yield 7
    wait()


scenario = Scenario(
    good=lambda app, depot: app.answer_all(
        depot[0], questions(depot[1]), lambda *_: None
    ),
    setup=depot,
    gauge=gauges.sqlalchemy_pool(lambda app, depot: depot[0]),
    capacity=3,
    crowd=3,
    needs=("postgres",),
    patience=5,
    buggy=Promise("held too long", 0, "TimeoutError"),
    fixed=Promise("drains"),
)
