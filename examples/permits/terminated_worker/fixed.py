"""Print tickets in a process of its own, two printers in all."""

import multiprocessing
import signal
import sys

spawn = multiprocessing.get_context("spawn")


def _work(printers, send, ticket):
    signal.signal(signal.SIGTERM, _leave)
    with printers:
        send(ticket)


def _leave(number, frame):
    signal.signal(number, signal.SIG_IGN)
    sys.exit(128 + number)


def start(printers, send, ticket):
    job = (printers, send, ticket)
    worker = spawn.Process(target=_work, args=job)
    worker.start()
    worker.join()
    code = worker.exitcode
    worker.close()
    return code
