"""Print tickets in a process of its own, two printers in all."""

import multiprocessing
import signal
import sys

fork = multiprocessing.get_context("fork")
printers = fork.BoundedSemaphore(2)


def work(send, ticket):
    signal.signal(signal.SIGTERM, _leave)
    with printers:
        send(ticket)


def _leave(number, frame):
    sys.exit(128 + number)


def start(send, ticket):
    worker = fork.Process(target=work, args=(send, ticket))
    worker.start()
    worker.join()
    return worker.exitcode
