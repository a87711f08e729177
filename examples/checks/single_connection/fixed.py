"""Look up the places left in a course."""

import os

from sqlalchemy import create_engine, text

engine = create_engine(
    os.environ.get("DATABASE_URL", "sqlite:///school.db"),
    pool_size=int(os.environ.get("POOL_SIZE", "5")),
    max_overflow=int(os.environ.get("POOL_OVERFLOW", "10")),
    pool_timeout=float(os.environ.get("POOL_TIMEOUT", "30")),
)
PLACES = text("SELECT places FROM courses WHERE name = :name")


def places(course):
    with engine.connect() as connection:
        row = connection.execute(PLACES, {"name": course}).one_or_none()
        return row.places if row else None
