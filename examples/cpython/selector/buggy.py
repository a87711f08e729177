"""Wait until one of several tills has something to say."""

from selectors import EVENT_READ, DefaultSelector


def talking(tills):
    selector = DefaultSelector()  # refers to itself by way of its map
    for till in tills:
        selector.register(till, EVENT_READ)
    return [key.fileobj for key, _ in selector.select()]
