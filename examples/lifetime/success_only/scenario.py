"""One transfer in two asks for more than the payer has, and the table refuses it."""

from sqlalchemy import create_engine, text

from harness import Promise, Scenario, gauges

ACCOUNTS = (
    "CREATE TABLE accounts (owner text, cents int CHECK (cents >= 0))"
)


def bank(app, bench):
    url = bench.url("postgres")
    engine = create_engine(
        url, pool_size=3, max_overflow=0, pool_timeout=0.3
    )
    with engine.begin() as connection:
        connection.execute(text(ACCOUNTS))
        connection.execute(
            text("INSERT INTO accounts VALUES ('Ada', 500), ('Bob', 0)")
        )
        connection.execute(
            text(
                "INSERT INTO accounts VALUES ('Cleo', 500), ('Dan', 0)"
            )
        )
    yield engine
    engine.dispose()


def same_money(app, engine):
    with engine.connect() as connection:
        total = text("SELECT sum(cents) FROM accounts")
        dan = text("SELECT cents FROM accounts WHERE owner = 'Dan'")
        moved = connection.scalar(dan) > 0
        return moved and connection.scalar(total) == 1000


scenario = Scenario(
    good=lambda app, engine: app.transfer(engine, "Cleo", "Dan", 1),
    bad=lambda app, engine: app.transfer(engine, "Bob", "Cleo", 1),
    setup=bank,
    gauge=gauges.sqlalchemy_pool(),
    capacity=3,
    needs=("postgres",),
    buggy=Promise("held until the collector runs", 1, "TimeoutError"),
    fixed=Promise("drains"),
    invariant=same_money,
)
