"""In another thread the till rings, fails, and nobody closes its drawer."""

import threading
from concurrent.futures import ThreadPoolExecutor

from harness import Promise, Scenario, gauges

drawers = threading.Semaphore(2)


class Till:
    is_open = False

    def ring(self):
        self.is_open = drawers.acquire()

    def close(self):
        if self.is_open:
            drawers.release()


def sell():
    till = Till()
    till.ring()
    till.close()


def shop(app, bench):
    with ThreadPoolExecutor(1) as threads:
        yield threads


scenario = Scenario(
    good=lambda app, threads: threads.submit(app.sell).result(),
    setup=shop,
    gauge=gauges.permits(lambda app, threads: app.drawers),
    capacity=2,
    fixed=Promise("drains"),
)
