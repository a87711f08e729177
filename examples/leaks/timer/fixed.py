"""Ask a warehouse for its stock and ring a bell if it takes long."""

from threading import Timer


def stock(warehouse, ring, seconds=60):
    bell = Timer(seconds, ring)
    bell.start()
    try:
        return warehouse()
    finally:
        bell.cancel()
        bell.join()
