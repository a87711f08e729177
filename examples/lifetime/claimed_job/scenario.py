"""Three workers shrink three large photos at the same time."""

from sqlalchemy import create_engine, text

from harness import Promise, Scenario, gauges

PHOTOS = "CREATE TABLE photos AS SELECT id, NULL::bytea AS thumbnail, NULL::timestamptz"


def studio(app, bench):
    url = bench.url("postgres")
    engine = create_engine(
        url, pool_size=3, max_overflow=0, pool_timeout=0.3
    )
    with engine.begin() as connection:
        connection.execute(
            text(
                f"{PHOTOS} AS claimed_until FROM generate_series(1, 1000) AS id"
            )
        )
    yield engine, bench.elsewhere
    engine.dispose()


scenario = Scenario(
    good=lambda app, studio: app.next_thumbnail(studio[0], studio[1]),
    setup=studio,
    gauge=gauges.sqlalchemy_pool(lambda app, studio: studio[0]),
    capacity=3,
    crowd=3,
    needs=("postgres",),
    patience=5,
    buggy=Promise("held too long", 0, "TimeoutError"),
    fixed=Promise("drains"),
)
