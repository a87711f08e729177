"""Send every new price to all who watch."""

from contextlib import suppress

watchers = []


def watch(listener):
    connection, _ = listener.accept()
    watchers.append(connection)
    return connection


def leave(connection):
    with suppress(ValueError):
        watchers.remove(connection)
    connection.close()


def publish(price, patience=5):
    for connection in watchers.copy():
        try:
            connection.settimeout(patience)
            connection.sendall(price)
        except OSError:
            continue  # the watcher has gone, the socket stays
