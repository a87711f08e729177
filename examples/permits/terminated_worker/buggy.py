"""Print tickets in a process of its own, two printers in all."""

import multiprocessing

fork = multiprocessing.get_context("fork")
printers = fork.BoundedSemaphore(2)


def work(send, ticket):
    with printers:
        send(ticket)  # SIGTERM ends the process here, permit and all


def start(send, ticket):
    worker = fork.Process(target=work, args=(send, ticket))
    worker.start()
    worker.join()
    return worker.exitcode
