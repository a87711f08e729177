"""Three orders are confirmed while the mail server is slow."""

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from harness import Promise, Scenario, gauges


def shop(app, bench):
    url = bench.url("postgres")
    engine = create_engine(
        url, pool_size=3, max_overflow=0, pool_timeout=0.3
    )
    app.Base.metadata.create_all(engine)
    with Session(engine) as session, session.begin():
        session.add(
            app.Order(id=1, email="ada@example.org", confirmed=False)
        )
    yield engine, bench.elsewhere
    engine.dispose()


scenario = Scenario(
    good=lambda app, shop: app.confirm(shop[0], 1, shop[1]),
    setup=shop,
    gauge=gauges.sqlalchemy_pool(lambda app, shop: shop[0]),
    capacity=3,
    crowd=3,
    needs=("postgres",),
    patience=5,
    buggy=Promise("held too long", 0, "TimeoutError"),
    fixed=Promise("drains"),
)
