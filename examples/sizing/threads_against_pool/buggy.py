"""Make thumbnails, a few at a time."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import text

PHOTO = text("SELECT pixels FROM photos WHERE id = :id")

# five threads for three connections: two of them stand in the pool
threads = ThreadPoolExecutor(max_workers=5)


def thumbnail(engine, photo, shrink):
    with engine.connect() as connection:
        return shrink(connection.scalar(PHOTO, {"id": photo}))


def make(engine, photo, shrink):
    return threads.submit(thumbnail, engine, photo, shrink).result()
