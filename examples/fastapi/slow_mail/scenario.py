"""The mail server is slow, and four customers order at once."""

from harness import Promise, Scenario, gauges, request


def with_slow_mail(app, bench):
    with app.engine.begin() as db:
        db.exec_driver_sql("CREATE TABLE orders (id int, buyer text)")
        db.exec_driver_sql("INSERT INTO orders VALUES (1, 'ada')")
    app.app.state.send_mail = bench.elsewhere.wait
    yield bench
    app.engine.dispose()


async def confirm(app, bench):
    await request(app.app, "POST", "/orders/1/mail")


scenario = Scenario(
    good=confirm,
    crowd=4,
    setup=with_slow_mail,
    gauge=gauges.agreeing(
        gauges.sqlalchemy_pool(lambda app, bench: app.engine),
        gauges.transactions(),
    ),
    capacity=4,
    buggy=Promise("held too long", 0, "TimeoutError"),
    fixed=Promise("drains"),
    needs=("postgres",),
    patience=5,
)
