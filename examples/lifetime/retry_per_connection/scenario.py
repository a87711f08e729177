"""Every third reading meets a locked table, three times in a row."""

from psycopg_pool import ConnectionPool

from harness import Promise, Scenario, gauges

READINGS = """
    CREATE TABLE readings (sensor text, celsius int);
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE lock_not_available USING MESSAGE = 'busy'; END $$;
    CREATE TRIGGER busy BEFORE INSERT ON readings FOR EACH ROW
        WHEN (NEW.sensor = 'cellar') EXECUTE FUNCTION refuse()
"""


def house(app, bench):
    with ConnectionPool(
        bench.url("postgres"), min_size=6, max_size=6, open=True
    ) as pool:
        pool.wait()
        with pool.connection() as connection:
            connection.execute(READINGS)
        yield pool


def at_once(seconds):
    """Wait for nothing: this house has no time."""


scenario = Scenario(
    good=lambda app, pool: app.store(
        pool, "roof", 20, timeout=0.3, pause=at_once
    ),
    bad=lambda app, pool: app.store(
        pool, "cellar", 12, timeout=0.3, pause=at_once
    ),
    setup=house,
    gauge=gauges.psycopg_pool(),
    capacity=6,
    pattern="ggb",
    needs=("postgres",),
    buggy=Promise("leaks for good", 3, "PoolTimeout"),
    fixed=Promise("drains"),
)
