"""Fetch photos, a few at a time."""

from concurrent.futures import ThreadPoolExecutor

# five threads for three connections: two of them stand in the pool
threads = ThreadPoolExecutor(max_workers=5)


def fetch(engine, photo, read):
    with engine.connect() as connection:
        return read(connection, photo)


def ask(engine, photo, read):
    return threads.submit(fetch, engine, photo, read).result()
