"""The clients are slow to take their answers."""

from harness import Scenario, gauges
from harness.run.asgi import address


async def ask(app, bench):
    """One request; each part of the answer waits until the client takes it."""

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        await bench.elsewhere.wait()

    scope = {"type": "http", "method": "GET", "scheme": "http", **address("/")}
    await app.app(scope, receive, send)


scenario = Scenario(
    gauge=gauges.queued(lambda app, bench: app.pool),
    good=ask,
    crowd=2,
    capacity=2,
)
