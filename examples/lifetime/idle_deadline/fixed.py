"""Count the visitors of a museum."""

from sqlalchemy import create_engine, text

VISITORS = text("SELECT count(*) FROM visitors")
DEADLINE = "-c idle_in_transaction_session_timeout=50ms"


def engine_for(url):
    return create_engine(
        url,
        pool_size=3,
        max_overflow=0,
        pool_timeout=0.3,
        connect_args={"options": DEADLINE},
    )


def visitors(engine):
    with engine.connect() as connection:
        return connection.scalar(VISITORS)
