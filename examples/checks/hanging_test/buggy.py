"""Give out the tickets of a show, one caller at a time."""

import threading

counter = threading.Lock()
tickets = {"opera": 2}


def ticket(show):
    counter.acquire()
    left = tickets.get(show, 0)
    if left == 0:
        return None  # the lock stays locked
    tickets[show] = left - 1
    counter.release()
    return left
