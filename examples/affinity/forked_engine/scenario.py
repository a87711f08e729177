"""A worker is killed while its statement is under way, and then the parent asks."""

from types import SimpleNamespace

import psycopg

from harness import Promise, Scenario, gauges

WAITING = """
    SELECT 1 FROM pg_locks
    WHERE relation = 'price'::regclass AND NOT granted
"""


def shop(app, bench):
    url = bench.url("postgres")
    with psycopg.connect(url) as other:
        other.execute("CREATE TABLE price (product text, cents int)")
        other.commit()
        shop = app.Shop(url)
        yield SimpleNamespace(shop=shop, other=other, ask=bench.ask)
        shop.engine.dispose()


def kill_half_way(app, world):
    world.shop.engine.dispose()
    while world.ask("postgres", "sessions") > 1:
        pass
    world.shop.price("lamp")
    world.other.execute("LOCK TABLE price")
    worker = world.shop.start("vase", 250)
    while not world.other.execute(WAITING).fetchone():
        pass
    worker.kill()
    worker.join()
    worker.close()
    world.other.rollback()


scenario = Scenario(
    good=lambda app, world: world.shop.price("lamp"),
    bad=kill_half_way,
    setup=shop,
    needs=("postgres",),
    gauge=gauges.sessions(lambda app, world: world),
    buggy=Promise("breaks", 0, "ResourceClosedError"),
    fixed=Promise("drains"),
    invariant=lambda app, world: (
        world.shop.engine.pool.checkedout() == 0
    ),
)
