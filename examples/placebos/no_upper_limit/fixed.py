"""Mark parcels as delivered, however many couriers call at once."""

from sqlalchemy import create_engine, text

DELIVER = text("UPDATE parcel SET delivered = true WHERE number = :n")


def open_engine(url):
    return create_engine(url, pool_size=4, max_overflow=0)


def deliver(engine, number):
    with engine.begin() as conn:
        done = conn.execute(DELIVER, {"n": number})
        if not done.rowcount:
            raise LookupError(number)
