"""Convert a film in a process of its own, two films at a time."""

import multiprocessing

fork = multiprocessing.get_context("fork")
slots = fork.BoundedSemaphore(2)


def work(convert, film):
    convert(film)


def start(convert, film):
    with slots:
        worker = fork.Process(target=work, args=(convert, film))
        worker.start()
        worker.join()
        return worker.exitcode
