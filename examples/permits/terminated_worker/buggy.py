"""Print tickets in a process of its own, two printers in all."""

import multiprocessing

spawn = multiprocessing.get_context("spawn")


def _work(printers, send, ticket):
    with printers:
        send(ticket)  # SIGTERM ends the process here, permit and all


def start(printers, send, ticket):
    job = (printers, send, ticket)
    worker = spawn.Process(target=_work, args=job)
    worker.start()
    worker.join()
    code = worker.exitcode
    worker.close()
    return code
