"""Count the parcels of a depot, and print labels in another process."""

import multiprocessing

from sqlalchemy import create_engine, text

fork = multiprocessing.get_context("fork")


class Depot:
    def __init__(self, url):
        self.engine = create_engine(url)

    def count(self):
        with self.engine.connect() as connection:
            return connection.scalar(
                text("SELECT count(*) FROM parcel")
            )

    def labels(self, write):
        worker = fork.Process(target=self._work, args=(write,))
        worker.start()
        worker.join()
        code = worker.exitcode
        worker.close()
        if code:
            raise ChildProcessError(f"the worker ended with {code}")

    def _work(self, write):
        with self.engine.connect() as connection:
            write(connection)
        self.engine.dispose()  # says goodbye in the parent's name
