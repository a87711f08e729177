"""Guests ask for a seat that is taken; then one asks for a free one."""

from itertools import count

from harness import Promise, Scenario, gauges, request

free = count(2)


def with_seats(app, bench):
    with app.engine.begin() as db:
        db.exec_driver_sql(
            "CREATE TABLE seats (seat int PRIMARY KEY, guest text)"
        )
    yield bench
    app.engine.dispose()


async def a_free_seat(app, bench):
    await request(app.app, "PUT", f"/seats/{next(free)}/ada")


async def the_first_seat(app, bench):
    await request(app.app, "PUT", "/seats/1/bob")


def is_written(app, bench):
    with app.engine.connect() as db:
        return (
            db.exec_driver_sql("SELECT count(*) FROM seats").scalar()
            > 1
        )


scenario = Scenario(
    good=a_free_seat,
    bad=the_first_seat,
    pattern="b",
    setup=with_seats,
    gauge=gauges.agreeing(
        gauges.sqlalchemy_pool(lambda app, bench: app.engine),
        gauges.transactions(),
    ),
    capacity=4,
    buggy=Promise("leaks for good", None, "InternalError"),
    fixed=Promise("drains"),
    invariant=is_written,
    needs=("postgres",),
)
