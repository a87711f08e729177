"""Send a receipt in a process of its own."""

import multiprocessing

fork = multiprocessing.get_context("fork")


def send(receipt, ended):
    process = fork.Process(target=receipt)
    process.start()
    ended(process)
    process.join()
    process.close()
