"""Five photos at once, three connections, and a pool that waits for a third of a second."""

from sqlalchemy import create_engine

from harness import Promise, Scenario, gauges


def studio(app, bench):
    url = bench.url("postgres")
    engine = create_engine(
        url, pool_size=3, max_overflow=0, pool_timeout=0.3
    )
    yield engine, bench.work
    app.threads.shutdown()
    engine.dispose()


scenario = Scenario(
    good=lambda app, studio: app.ask(studio[0], 1, studio[1]),
    setup=studio,
    gauge=gauges.sqlalchemy_pool(lambda app, studio: studio[0]),
    capacity=3,
    crowd=5,
    needs=("postgres",),
    patience=1,
    buggy=Promise("slow", 0, "TimeoutError"),
    fixed=Promise("slow", 0, "waits"),
)
