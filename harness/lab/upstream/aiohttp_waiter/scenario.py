"""A slot comes free just before the first of two waiters is cancelled."""

import asyncio

from harness import Scenario
from harness.run.gauges import Gauge

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"


async def setup(app, bench):
    """A server that sends half an answer for `/half`, and a client of it."""

    async def serve(reader, writer):
        try:
            while asked := await reader.readuntil(b"\r\n\r\n"):
                writer.write(HEAD + (b"o" if b" /half " in asked else b"ok"))
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    client = await app.make_client()
    yield client, f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    await client.close()
    listening.close()
    while len(asyncio.all_tasks()) > 1:
        await asyncio.sleep(0)


async def bad(app, world):
    """Let two callers wait, free the slot, cancel the first, and ask once more."""
    client, url = world
    connector = client.connector
    holder = await client.get(url + "/half")
    waiters = []
    for number in (1, 2):
        waiters.append(asyncio.create_task(app.fetch(client, url)))
        while sum(map(len, connector._waiters.values())) < number:
            await asyncio.sleep(0)
    holder.close()
    waiters[0].cancel()
    try:
        await asyncio.wait([waiters[0]])
        return await app.fetch(client, url)
    finally:
        waiters[1].cancel()


scenario = Scenario(
    gauge=Gauge("connection", lambda app, world: len(world[0].connector._acquired)),
    good=lambda app, world: app.fetch(*world),
    bad=bad,
    setup=setup,
    capacity=1,
)
