"""Print receipts in a process of its own, and note each of them."""

import multiprocessing
import threading

fork = multiprocessing.get_context("fork")
journal = threading.Lock()


def note(write, line):
    with journal:
        write(line)


def receipt(write, line):
    # its copy of the lock is taken if a thread was in `note`
    worker = fork.Process(target=note, args=(write, line))
    worker.start()
    return worker
