"""Every other request is served by one more thread of the server, and the threads live on."""

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

from sqlalchemy import create_engine, text
from sqlalchemy.orm import scoped_session, sessionmaker

from harness import Promise, Scenario, gauges


def shop(app, bench):
    url = bench.url("postgres")
    engine = create_engine(
        url, pool_size=3, max_overflow=0, pool_timeout=0.3
    )
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE lamps (number int)"))
    sessions = scoped_session(sessionmaker(engine))
    shop = SimpleNamespace(engine=engine, sessions=sessions, threads=[])
    yield shop
    end(app, shop)
    engine.dispose()


def here(app, shop):
    app.stock(shop.sessions)
    shop.sessions.remove()


def in_another_thread(app, shop):
    shop.threads.append(ThreadPoolExecutor(1))
    shop.threads[-1].submit(app.stock, shop.sessions).result()


def end(app, shop):
    while shop.threads:
        shop.threads.pop().shutdown()


scenario = Scenario(
    good=here,
    bad=in_another_thread,
    setup=shop,
    gauge=gauges.sqlalchemy_pool(lambda app, shop: shop.engine),
    capacity=3,
    holder="the threads that live on",
    release_holder=end,
    needs=("postgres",),
    buggy=Promise("held by a reference", 1, "TimeoutError"),
    fixed=Promise("drains"),
    leaves={"thread": "the threads of the server live on"},
)
