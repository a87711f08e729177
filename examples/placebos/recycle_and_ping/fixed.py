"""Rename a product, on connections that are checked and kept fresh."""

from sqlalchemy import create_engine, text

RENAME = text("UPDATE product SET name = :new WHERE name = :old")


def open_engine(url, recycle=300, patience=30):
    return create_engine(
        url,
        pool_size=4,
        max_overflow=0,
        pool_timeout=patience,
        pool_recycle=recycle,
        pool_pre_ping=True,
    )


def rename(engine, old, new):
    with engine.begin() as conn:
        done = conn.execute(RENAME, {"old": old, "new": new})
        if not done.rowcount:
            raise LookupError(old)
