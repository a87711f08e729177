"""Look up the town of a postcode, on a few open databases."""

from queue import Queue

TOWN = "SELECT town FROM place WHERE postcode = ?"


def town(databases: Queue, postcode, patience=5):
    database = databases.get(timeout=patience)
    found = database.execute(TOWN, [postcode]).fetchone()
    name = found[0]  # an unknown postcode raises here
    databases.put(database)
    return name
