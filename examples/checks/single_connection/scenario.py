"""One request for a course that nobody gives, on a pool of one connection."""

import os

from harness import Promise, Scenario, gauges

os.environ |= {
    "POOL_SIZE": "1",
    "POOL_OVERFLOW": "0",
    "POOL_TIMEOUT": "0.2",
}


def with_courses(app, bench):
    with app.engine.begin() as db:
        db.exec_driver_sql("CREATE TABLE courses (name, places)")
        db.exec_driver_sql("INSERT INTO courses VALUES ('judo', 4)")
    yield
    app.engine.dispose()


scenario = Scenario(
    good=lambda app, world: app.places("judo"),
    bad=lambda app, world: app.places("chess"),
    setup=with_courses,
    gauge=gauges.sqlalchemy_pool(lambda app, world: app.engine),
    capacity=1,
    buggy=Promise("held until the collector runs", 1, "TimeoutError"),
    fixed=Promise("drains"),
)
