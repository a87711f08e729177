"""Write an order and its items, here or in a worker process."""

import multiprocessing

from sqlalchemy import create_engine, text

ORDER = text("INSERT INTO orders VALUES (:n)")
ITEM = text("INSERT INTO item VALUES (:n)")
fork = multiprocessing.get_context("fork")


class Shop:
    def __init__(self, url):
        self.engine = create_engine(url)

    def write(self, number, pack):
        with self.engine.begin() as connection:
            connection.execute(ORDER, {"n": number})
            pack(connection, number)
            connection.execute(ITEM, {"n": number})

    def write_in_worker(self, *job):
        worker = fork.Process(target=self._work, args=job)
        worker.start()
        worker.join()
        code = worker.exitcode
        worker.close()
        if code:
            raise ChildProcessError(f"the worker ended with {code}")

    def _work(self, *job):
        self.engine.dispose(close=False)
        self.write(*job)
