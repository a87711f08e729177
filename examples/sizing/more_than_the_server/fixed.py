"""Count the unpaid invoices, in each of a service's workers."""

from contextlib import contextmanager

from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

COUNT = text("SELECT count(*) FROM invoices WHERE NOT paid")


def engine_of_worker(url):
    return create_engine(url, pool_size=2, max_overflow=1)


@contextmanager
def get_db(engine):
    session = Session(engine)
    try:
        yield session
    finally:
        session.close()


def unpaid(engine, tell):
    with get_db(engine) as session:
        count = session.scalar(COUNT)
        tell(count)
    return count
