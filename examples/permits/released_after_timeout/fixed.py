"""Send a mail, four at a time, or say that it takes too long."""

import threading

slots = threading.BoundedSemaphore(4)


def send(deliver, mail, timeout=5):
    if not slots.acquire(timeout=timeout):
        raise TimeoutError("four mails are under way")
    try:
        return deliver(mail)
    finally:
        slots.release()
