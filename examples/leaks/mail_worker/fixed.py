"""Deliver a batch of mails from a thread of its own."""

from concurrent.futures import ThreadPoolExecutor


def deliver_all(mails, deliver):
    with ThreadPoolExecutor(1) as worker:
        sent = []
        try:
            for mail in mails:
                sent.append(worker.submit(deliver, mail.encode()))
            for each in sent:
                each.result()
        except BaseException:
            worker.shutdown(cancel_futures=True)
            raise
