"""Look up a price, and let a worker process change one."""

import multiprocessing

from sqlalchemy import create_engine, text

PRICE = text("SELECT cents FROM price WHERE product = :product")
CHANGE = "UPDATE price SET cents = :cents WHERE product = :product"
fork = multiprocessing.get_context("fork")


class Shop:
    def __init__(self, url):
        self.engine = create_engine(url, isolation_level="AUTOCOMMIT")

    def price(self, product):
        with self.engine.connect() as connection:
            return connection.scalar(PRICE, {"product": product})

    def change(self, product, cents):
        with self.engine.connect() as connection:
            row = {"product": product, "cents": cents}
            connection.execute(text(CHANGE), row)

    def start(self, product, cents):
        worker = fork.Process(target=self._work, args=(product, cents))
        worker.start()
        return worker

    def _work(self, product, cents):
        # the pool has a copy of the parent's connection
        self.change(product, cents)
