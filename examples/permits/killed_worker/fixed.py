"""Convert a film in a process of its own, two films at a time."""

import multiprocessing

spawn = multiprocessing.get_context("spawn")


def start(slots, convert, film):
    with slots:
        worker = spawn.Process(target=convert, args=(film,))
        worker.start()
        try:
            worker.join()
            return worker.exitcode
        finally:
            worker.kill()
            worker.join()
            worker.close()
