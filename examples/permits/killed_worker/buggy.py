"""Convert a film in a process of its own, two films at a time."""

import multiprocessing

spawn = multiprocessing.get_context("spawn")


def _work(slots, convert, film):
    with slots:  # a killed process never leaves this block
        convert(film)


def start(slots, convert, film):
    job = (slots, convert, film)
    worker = spawn.Process(target=_work, args=job)
    worker.start()
    worker.join()
    code = worker.exitcode
    worker.close()
    return code
