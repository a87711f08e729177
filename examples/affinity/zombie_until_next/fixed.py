"""Send a receipt in a process of its own."""

import multiprocessing

fork = multiprocessing.get_context("fork")


def send(receipt, ended):
    process = fork.Process(target=receipt)
    process.start()
    try:
        ended(process)
    finally:
        process.join()
        code = process.exitcode
        process.close()
    if code:
        raise ChildProcessError(f"the receipt ended with {code}")
