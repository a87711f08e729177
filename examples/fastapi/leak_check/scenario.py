"""The check calls the app's one route, then makes it fail."""

from pathlib import Path

from harness import Promise, Scenario, gauges, load

HERE = Path(__file__).parent
check = load(HERE / "check_connections.py", "check_connections")


def with_parcels(app, bench):
    with app.engine.begin() as db:
        db.exec_driver_sql(
            "CREATE TABLE parcels (number int, place int)"
        )
    yield bench
    app.engine.dispose()


scenario = Scenario(
    good=lambda app, bench: app.engine.connect().close(),
    bad=lambda app, bench: check.check_connections(app.app, app.engine),
    setup=with_parcels,
    gauge=gauges.agreeing(
        gauges.sqlalchemy_pool(lambda app, bench: app.engine),
        gauges.transactions(),
    ),
    capacity=4,
    buggy=Promise("held until the collector runs", 1, "TimeoutError"),
    fixed=Promise("drains"),
    needs=("postgres",),
    not_stood={
        "fixed": {
            "session.scalar(PLACE": "The check tells an error of the route as a failed assertion.",
            "yield session": "The answer has gone out by then, and the check asks for connections alone.",
        }
    },
)
