"""Read the menu of the day."""

from contextlib import contextmanager

from sqlalchemy import create_engine, text

MENU = text("SELECT dish FROM menu")


@contextmanager
def kitchen(url):
    # lends connections without a look at them
    engine = create_engine(url)

    def menu():
        with engine.connect() as connection:
            return connection.scalars(MENU).all()

    try:
        yield menu
    finally:
        engine.dispose()
