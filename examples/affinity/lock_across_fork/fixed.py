"""Print receipts in a process of its own, and note each of them."""

import multiprocessing
import threading

spawn = multiprocessing.get_context("spawn")
journal = threading.Lock()


def note(write, line):
    with journal:
        write(line)


def receipt(write, line):
    worker = spawn.Process(target=note, args=(write, line))
    worker.start()
    return worker
