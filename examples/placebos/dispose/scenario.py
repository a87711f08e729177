"""Two unknown owners in a row empty the pool, and an error handler refills it."""

from contextlib import suppress
from types import SimpleNamespace

from sqlalchemy import create_engine, text

from harness import Promise, Scenario, gauges


def bank(app, bench):
    engine = create_engine(
        bench.url("postgres"),
        pool_size=2,
        max_overflow=0,
        pool_timeout=0.05,
    )
    with engine.begin() as conn:
        conn.execute(text("CREATE TABLE account (owner text, sum int)"))
        conn.execute(text("INSERT INTO account VALUES ('Ada', 100)"))
    yield SimpleNamespace(engine=engine, ask=bench.ask)
    engine.dispose()


def unknown(app, bank):
    for owner in ("nobody", "no one"):
        with suppress(LookupError):
            app.withdraw(bank.engine, owner, 1)
    app.withdraw(bank.engine, "Ada", 1)


scenario = Scenario(
    good=lambda app, bank: app.withdraw(bank.engine, "Ada", 1),
    bad=unknown,
    setup=bank,
    needs=("postgres",),
    gauge=gauges.sessions(),
    pattern="b",
    capacity=4,
    buggy=Promise("held until the collector runs", 2, "served"),
    fixed=Promise("drains"),
)
