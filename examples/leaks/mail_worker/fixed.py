"""Deliver a batch of mails from a thread of its own."""

from queue import SimpleQueue
from threading import Thread


def deliver_all(mails, deliver):
    outbox = SimpleQueue()
    worker = Thread(target=work, args=(outbox, deliver), daemon=True)
    worker.start()
    try:
        for mail in mails:
            outbox.put(mail.encode())
    finally:
        outbox.put(None)
        worker.join()


def work(outbox, deliver):
    for mail in iter(outbox.get, None):
        deliver(mail)
