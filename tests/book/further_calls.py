"""Calls for the lines that no call of a scenario runs, each with what comes of it.

A call is named after its example, and is made once in the process of a run, with the scenario's
set-up. It must not import pytest: what a run imports, all later ones start with.
"""

from __future__ import annotations

import asyncio
import signal
import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from harness import connect, request
from harness.run.gauges import free_permits


@contextmanager
def refused(error: type[BaseException], text: str = "") -> Iterator[None]:
    """The block must raise that error, with that text in it."""
    try:
        yield
    except error as caught:
        assert text in str(caught), str(caught)
    else:
        raise AssertionError(f"no {error.__name__} was raised")


def ends_badly(*_: Any) -> None:
    """Ends a process with a code, and without a word."""
    sys.exit(3)


class Question:
    """One that a worker ends over."""

    encode = ends_badly


def affinity_disposed_in_child(app: Any, world: Any) -> None:
    """A worker that fails is told."""
    with refused(ChildProcessError, "ended with 3"):
        world.depot.labels(ends_badly)


def affinity_joined_not_closed(app: Any, printer: Any) -> None:
    """So is a ticket."""
    printer.start(ends_badly)
    with refused(ChildProcessError, "not printed"):
        printer.finish()


async def affinity_shared_connection(app: Any, pool: Any) -> None:
    """The first error comes out of its group: a hall is a number."""
    with refused(Exception, "cannot be interpreted as an integer"):
        await app.free(pool, ["one"])


def affinity_tls_across_fork(app: Any, world: Any) -> None:
    """A bank without a certificate is refused, and its line is closed."""
    strict = ssl.create_default_context()
    strict.check_hostname = False
    with refused(ssl.SSLError):
        app.Line(world.address, strict)
    with refused(ChildProcessError, "ended with 3"):
        world.line.ask_in_worker(Question())


def affinity_zombie_until_next(app: Any, bench: Any) -> None:
    """A receipt that fails is told."""
    with refused(ChildProcessError, "ended with 3"):
        app.send(ends_badly, lambda process: process.join())


async def fastapi_cancelled_request(app: Any, bench: Any) -> None:
    """A websocket goes past the middleware, and there is no such route."""
    assert await connect(app.app, "/lamps") == []


async def fastapi_live_feed(app: Any, bench: Any) -> None:
    """Who has not paid gets a 402."""
    assert (await request(app.app, "GET", "/prices?name=bob")).status == 402


async def fastapi_more_threads(app: Any, bench: Any) -> None:
    """Who is not known gets a 401."""
    assert (await request(app.app, "GET", "/orders?name=bob")).status == 401


async def fastapi_open_socket(app: Any, bench: Any) -> None:
    """Who has not paid gets no price."""
    assert await connect(app.app, "/prices?name=bob") == []


fastapi_socket_scope = fastapi_open_socket


def harmless_semaphore_names(app: Any, bench: Any) -> None:
    """A converter that SIGTERM does not end, and whose child outlives it, is killed in the end.

    Where its child is the tracker of its semaphores, that has time to remove their names.
    """
    app.PATIENCE = 0.1
    stubborn = "trap '' TERM; echo ready; tail -f /dev/null; echo over"
    converter = app.start(["sh", "-c", stubborn])
    converter.stdout.readline()
    assert (app.stop(converter), converter.returncode) == ("", -9)
    app.PATIENCE, scenario = 1, sys.modules["scenario"]
    deaf = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)"
    converter = app.start([sys.executable, "-IS", "-c", deaf + scenario.PROGRAM])
    converter.stdout.readline()
    app.stop(converter)
    assert scenario.names() == []


def harmless_task_with_goodbye(app: Any, bench: Any) -> None:
    """A report under somebody else's sign is not begun."""
    sign = bench.folder / "till"
    sign.touch()
    with refused(FileExistsError):
        app.report(sign, ends_badly)


def leaks_expected_errors(app: Any, folder: Any) -> None:
    """A label that is one is read."""
    Path("label").write_text("to Ada\nof Bob\n", encoding="utf-8")
    assert app.label(folder, "label") == "to Ada\n"


def leaks_finalizer(app: Any, bench: Any) -> None:
    """By hand, the folder goes."""
    scratch = app.Scratch()
    scratch.remove()
    assert not scratch.folder.exists()


async def leaks_heartbeat(app: Any, bench: Any) -> None:
    """Between the messages, it beats; it does so again after the pause."""
    sent = []

    async def send(text: bytes) -> None:
        sent.append(text)
        await asyncio.sleep(0)

    await app.chat(["Hello", "again"], send)
    assert sent == [b"Hello", b"ping", b"again"]


def leaks_path_or_stream(app: Any, path: Any) -> None:
    """The name of a file is a path."""
    assert app.lines(str(path)) == app.lines(path)


def lifetime_backoff_inside(app: Any, hotel: Any) -> None:
    """A room that is free is reserved at once."""
    with hotel[0].begin() as connection:
        connection.exec_driver_sql("INSERT INTO rooms VALUES (7, NULL)")
    assert app.reserve(hotel[0], 7, "Ada", ends_badly) is True


def lifetime_claimed_job(app: Any, studio: Any) -> None:
    """A claim that ended is told; where no photo is left, nothing is made."""
    engine = studio[0]

    def too_late(number: int) -> None:
        with engine.begin() as connection:
            connection.exec_driver_sql("UPDATE photos SET claimed_until = now()")

    if app.__name__ == "fixed":
        with refused(TimeoutError, "the claim ended"):
            app.next_thumbnail(engine, too_late)
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM photos")
    assert app.next_thumbnail(engine, ends_badly) is None


def lifetime_early_return(app: Any, pool: Any) -> None:
    """A statement that fails gives the connection back."""
    for _ in range(4):
        with refused(Exception, "invalid input syntax"):
            app.state_of(pool, "one", timeout=0.3)


def lifetime_hold_ledger(app: Any, shop: Any) -> None:
    """Where all code is a library's, nobody is found."""
    app.LIBRARIES = ("",)
    assert app.place() == "unknown"


def lifetime_kept_in_registry(app: Any, engine: Any) -> None:
    """A seat is sold once; who has no hold cannot pay."""
    app.reserve(engine, 1, 1)
    app.pay(engine, 1, 1)
    with refused(LookupError, "seat 1 is not free"):
        app.reserve(engine, 2, 1)
    with refused(LookupError):
        app.pay(engine, 3, 5)


def lifetime_nested_acquire(app: Any, shop: Any) -> None:
    """Alone, an order is shipped."""
    app.ship(shop[0], 1, shop[1])
    assert written(shop[0]) == ["shipped 1"]


def written(engine: Any) -> list[str]:
    """What the audit log says."""
    with engine.begin() as connection:
        return [*connection.exec_driver_sql("SELECT line FROM audit").scalars()]


def lifetime_one_writer(app: Any, world: Any) -> None:
    """Alone, a clerk sells a seat, as long as there is one."""
    hall = world[0] + "/hall.db"
    assert app.sell(hall, lambda left: left // 100) == 100
    with app.closing(app.open_hall(hall)) as database:
        database.execute("UPDATE seats SET left = 0")
    with refused(LookupError, "sold out"):
        app.sell(hall, int)


def lifetime_opened_too_early(app: Any, shop: Any) -> None:
    """An empty list imports nothing."""
    assert app.import_prices(shop[0], "", list) is None


def lifetime_success_only(app: Any, engine: Any) -> None:
    """Who has no account gets no money."""
    with refused(LookupError, "Eve"):
        app.transfer(engine, "Ada", "Eve", 1)


def permits_advisory_killed(app: Any, world: Any) -> None:
    """An import during an import is refused."""
    with refused(BlockingIOError, "running elsewhere"):
        app.import_prices(lambda: app.import_prices(list, world[0]), world[0])


def permits_advisory_lock(app: Any, world: Any) -> None:
    """Two clerks at the same month: the second is refused."""
    with refused(BlockingIOError, "another clerk"):
        app.close_books(world[0], lambda _: app.close_books(world[0], list, 11), 11)


async def permits_cancelled_before_start(app: Any, slots: Any) -> None:
    """A delivery that cannot even be made gives its permit back."""
    with refused(ZeroDivisionError):
        await app.start(slots, lambda order: 1 // 0, "order 17")
    assert free_permits(slots) == 4


async def permits_except_exception(app: Any, slots: Any) -> None:
    """So does a photo that cannot be stored: that error is no cancellation."""
    with refused(ZeroDivisionError):
        await app.upload(slots, lambda photo: 1 // 0, "cat.jpg")
    assert free_permits(slots) == 4


def permits_killed_worker(app: Any, slots: Any) -> None:
    """A worker that is left in peace takes a permit and gives it back."""
    assert (app.start(slots, len, "film"), slots.get_value()) == (0, 2)


def permits_lease(app: Any, file: Any) -> None:
    """Of two permits, there is no third; whose term ended before the work did is told."""
    now = 0

    def send(deliver: Any) -> None:
        app.send(deliver, file, lambda: now)

    def slow() -> None:
        nonlocal now
        now += 61
        send(lambda: send(list))

    with refused(BlockingIOError, "every permit is taken"):
        send(lambda: send(lambda: send(list)))
    if app.__name__ == "fixed":
        with refused(TimeoutError, "before the work did"):
            send(slow)


def permits_ledger(app: Any, bench: Any) -> None:
    """Whoever uses the block gives the table back."""
    with app.tables.table_for("lamp"):
        assert app.tables.taken == ["lamp"]
    assert free_permits(app.Tables(4)._free) == free_permits(app.tables._free) == 4


async def permits_limiter_nested(app: Any, copies: Any) -> None:
    """Alone, the files are copied."""
    names = []

    async def write(name: str) -> None:
        names.append(name)

    await app.copy_files(copies, write, "photos")
    assert names == ["photos/*"]


def permits_nested_acquire(app: Any, bench: Any) -> None:
    """Alone, a page is saved with its picture."""
    names: list[str] = []
    app.save(names.append, "news")
    assert names == ["news", "news.png"]


async def permits_opposite_order(app: Any, world: Any) -> None:
    """A van that has the road to itself gets through."""
    carried = []

    async def carry(way: str) -> None:
        carried.append(way)

    await app.move(world[0], "north", "south", carry)
    assert carried == ["out", "in"]


async def permits_search_requests(app: Any, slots: Any) -> None:
    """A search that goes well gives its permit back."""

    async def query(words: str) -> list[str]:
        return words.split()

    assert await app.search(slots, query, "desk lamp") == ["desk", "lamp"]
    assert free_permits(slots) == 4


def permits_terminated_worker(app: Any, printers: Any) -> None:
    """Asked to end, the fix's worker gives its permit back; the other does not."""
    assert app.start(printers, len, "ticket") == 0
    code = app.start(printers, signal.raise_signal, signal.SIGTERM)
    assert (code, printers.get_value()) == ((-15, 1) if app.__name__ == "buggy" else (143, 2))


async def pools_asyncpg_acquire(app: Any, pool: Any) -> None:
    """A seat that there is not is not reserved."""
    with refused(LookupError, "13"):
        await app.reserve(pool, {"seat": "13", "guest": "Ada"})
    assert pool.get_idle_size() == 4


def pools_urllib3_unread(app: Any, pool: Any) -> None:
    """The page of an error is no backup."""
    with refused(LookupError):
        app.restore(pool, "/error")


def sizing_nested_needs_more(app: Any, engine_and_work: Any) -> None:
    """Alone, a thread ships its order."""
    app.ship(engine_and_work[0], 1, engine_and_work[1])
    assert written(engine_and_work[0]) == ["shipped 1"]
