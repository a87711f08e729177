"""Look up the town of a postcode, on a few open databases."""

from queue import Queue

TOWN = "SELECT town FROM place WHERE postcode = ?"


def town(databases: Queue, postcode, patience=5):
    database = databases.get(timeout=patience)
    try:
        found = database.execute(TOWN, [postcode]).fetchone()
        return found[0]
    finally:
        databases.put(database)
