"""Call every route of an app; fail if a connection stays out.

In a test of your own, on a database that may be changed:

    check_connections(app, engine, values={"item": "lamp"})
"""

import asyncio
import gc
from contextlib import contextmanager

from httpx import ASGITransport, AsyncClient
from sqlalchemy import event

ORDER = ["post", "put", "patch", "get", "delete"]
SAMPLES = {"integer": 1, "number": 1.5, "boolean": True}


class Injected(Exception):
    """Raised in a route, as if its statement had failed."""


class Watch:
    """Which connections are out, and which statement shall fail."""

    def __init__(self):
        self.out = set()
        self.statements = self.fail_at = 0

    def checkout(self, dbapi, record, proxy):
        self.out.add(record)

    def checkin(self, dbapi, record):
        self.out.discard(record)

    def after_cursor_execute(self, *statement):
        self.statements += 1
        if self.statements == self.fail_at:
            raise Injected


def check_connections(app, engine, values=None, bodies=None, **client):
    """Call each route as it is, then make it fail at each statement.

    `values` has parameters by name, `bodies` the JSON of routes by
    method and path; further options, such as `headers`, are httpx's.
    """
    calls = requests(app, values or {}, bodies or {})
    with watching(engine) as watch:
        asyncio.run(check_routes(app, watch, calls, client))


async def check_routes(app, watch, calls, options):
    transport = ASGITransport(app, raise_app_exceptions=False)
    options = {"base_url": "http://test", **options}
    client = AsyncClient(transport=transport, **options)
    async with app.router.lifespan_context(app), client:
        for name, request in calls:
            await check_route(watch, name, client, request)


async def check_route(watch, name, client, request):
    watch.statements = watch.fail_at = 0
    status = (await client.request(**request)).status_code
    expect_none(watch, f"{name} answered {status}")
    if status >= 400:
        hint = "pass values= or bodies= that it takes"
        raise AssertionError(f"{name} answered {status}: {hint}")
    for number in range(1, watch.statements + 1):
        watch.statements, watch.fail_at = 0, number
        await client.request(**request)
        expect_none(watch, f"{name} failed at statement {number}")


def expect_none(watch, what):
    if watch.out:
        left = f"{len(watch.out)} connection(s) stayed out"
        raise AssertionError(f"{what}, and {left}")


@contextmanager
def watching(engine):
    engine, watch = getattr(engine, "sync_engine", engine), Watch()
    names = ["checkout", "checkin", "after_cursor_execute"]
    for name in names:
        event.listen(engine, name, getattr(watch, name))
    collects = gc.isenabled()
    gc.disable()  # a collection in between would hide a leak
    try:
        yield watch
    finally:
        for name in names:
            event.remove(engine, name, getattr(watch, name))
        if collects:
            gc.enable()


def requests(app, values, bodies):
    paths = app.openapi()["paths"]
    for method in ORDER:
        for path in (each for each in paths if method in paths[each]):
            name = f"{method.upper()} {path}"
            url, query = filled(path, paths[path][method], values)
            yield (
                name,
                {
                    "method": method,
                    "url": url,
                    "params": query,
                    "json": bodies.get(name),
                },
            )


def filled(path, operation, values):
    query = {}
    for parameter in operation.get("parameters", []):
        name, kind = parameter["name"], parameter["schema"].get("type")
        value = values.get(name, SAMPLES.get(kind, "x"))
        if parameter["in"] == "path":
            path = path.replace(f"{{{name}}}", str(value))
        elif parameter["in"] == "query" and parameter["required"]:
            query[name] = value
    return path, query
