"""The card network is slow today, and as many invoices are being settled as there are connections."""

from sqlalchemy import create_engine, text

from harness import Promise, Scenario, gauges


def office(app, bench):
    url = bench.url("postgres")
    engine = create_engine(
        url, pool_size=3, max_overflow=0, pool_timeout=0.3
    )
    with engine.begin() as connection:
        connection.execute(
            text(
                "CREATE TABLE invoices (id int, cents int, receipt text)"
            )
        )
        connection.execute(text("INSERT INTO invoices VALUES (1, 995)"))
    yield engine, bench.elsewhere
    engine.dispose()


scenario = Scenario(
    good=lambda app, office: app.settle(office[0], 1, office[1]),
    setup=office,
    gauge=gauges.sqlalchemy_pool(lambda app, office: office[0]),
    capacity=3,
    crowd=3,
    needs=("postgres",),
    patience=5,
    buggy=Promise("held too long", 0, "TimeoutError"),
    fixed=Promise("drains"),
)
