"""Fetch photos, a few at a time."""

from concurrent.futures import ThreadPoolExecutor

threads = ThreadPoolExecutor(max_workers=3)


def fetch(engine, photo, read):
    with engine.connect() as connection:
        return read(connection, photo)


def ask(engine, photo, read):
    return threads.submit(fetch, engine, photo, read).result()
