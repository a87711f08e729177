"""Faults that a review found in fixes: each is tried on the fix, and on the fix with its fault."""

from __future__ import annotations

import asyncio
import importlib.util
import io
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

import psycopg
import pytest
from psycopg_pool import ConnectionPool
from sqlalchemy import create_engine, text

from harness.record.examples import EXAMPLES

numbers = count()


@dataclass(frozen=True)
class Reviewed:
    """A fix, the change that brings its fault back, what is tried, and what has to come of it."""

    fix: str
    undo: dict[str, str]
    attempt: Callable[..., Any]
    right: Any


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., ModuleType]:
    """Import a variant, perhaps with parts of its text replaced."""

    def load(fix: str, undo: dict[str, str]) -> ModuleType:
        source = (EXAMPLES / f"{fix}.py").read_text(encoding="utf-8")
        for part, instead in undo.items():
            assert part in source, f"{fix}: no {part!r}"
            source = source.replace(part, instead)
        path = tmp_path / f"reviewed_{next(numbers)}.py"
        path.write_text(source, encoding="utf-8")
        spec = importlib.util.spec_from_file_location(path.stem, path)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load


@pytest.fixture
def url(postgres: Any) -> Iterator[str]:
    """A database of one's own."""
    with postgres.lend() as loan:
        yield loan.url


UNWRAPPED = "    except ExceptionGroup as failed:\n        raise failed.exceptions[0] from None\n"


def word_of(call: Any) -> str:
    """How a coroutine ends: the name of its error, or that it returned."""
    try:
        asyncio.run(call)
    except BaseException as error:
        return type(error).__name__
    return "returned"


# -- without a server


def refused_by_a_shop(app: ModuleType) -> str:
    """One shop of two refuses; what its caller can catch."""

    async def refuses() -> None:
        raise ConnectionRefusedError

    return word_of(app.best_price([refuses, refuses]))


def lost_line(app: ModuleType) -> tuple[str, int]:
    """The first ping fails while a message is on its way; the tasks that are left."""

    async def send(what: bytes) -> None:
        if what == b"ping":
            raise ConnectionResetError
        for _ in range(5):
            await asyncio.sleep(0)

    async def chat() -> tuple[str, int]:
        try:
            await app.chat(["Hello"], send)
        except Exception as error:
            return type(error).__name__, len(asyncio.all_tasks()) - 1
        return "returned", len(asyncio.all_tasks()) - 1

    return asyncio.run(chat())


def two_branches(app: ModuleType) -> list[list[str]]:
    """An order of one branch is noted while one of another branch is being written."""

    class Order:
        noted = False

        def __str__(self) -> str:
            if not self.noted:
                self.noted = True
                app.note("order of Gouda", gouda)
            return "order of Delft"

    delft, gouda = (Path(app.__file__ or "").with_name(f"{next(numbers)}.log") for _ in range(2))
    app.journal.propagate = False
    app.note(Order(), delft)
    found = [app.noted(delft), app.noted(gouda)]
    app.journal.handlers.clear()
    return found


def first_fails(app: ModuleType) -> bool:
    """Whether the first look-up of six fails before the third begins."""

    class Product:
        pass

    made, dropped, products = [], threading.Event(), []

    def six() -> Iterator[Product]:
        for number in range(6):
            product = Product()
            if number == 3:  # the queue alone has it, until that is dropped
                weakref.finalize(product, dropped.set)
            products.append(weakref.ref(product))
            yield product

    def look_up(product: Product) -> int:
        made.append(product is products[0]())
        if made[-1]:
            raise LookupError
        dropped.wait(1)
        return 12

    with suppress(LookupError):
        app.prices(six(), look_up)
    return len(made) <= 2


def two_loops(app: ModuleType) -> str:
    """Six searches at once, in two event loops, one after the other."""

    async def query(words: str) -> str:
        await asyncio.sleep(0)
        return words

    async def day() -> None:
        made = getattr(app, "slots", None) or asyncio.Semaphore(4)
        await asyncio.gather(*(app.search(made, query, "lamp") for _ in range(6)))

    asyncio.run(day())
    return word_of(day())


def crossed_bookings(app: ModuleType) -> str:
    """Two meetings want the same two rooms, in opposite orders; there is one of each."""

    async def talk() -> None:
        await asyncio.sleep(0)

    class Waits(asyncio.Semaphore):
        async def acquire(self) -> Any:
            await asyncio.sleep(0)  # so that the other meeting comes in between
            return await super().acquire()

    async def day() -> None:
        rooms = {"red": Waits(1), "blue": Waits(1)}
        both = (app.meet(rooms, names, talk) for names in (["red", "blue"], ["blue", "red"]))
        await asyncio.wait_for(asyncio.gather(*both), 1)

    return word_of(day())


def equal_orders(app: ModuleType) -> tuple[list[str], list[int]]:
    """Two equal orders are packed at once: the free tables of each moment."""
    free = []

    class Shelf(dict):  # type: ignore[type-arg]
        def __missing__(self, name: str) -> str:
            free.append(app.tables._free._value)
            if len(free) == 1:
                app.pack((name,), self)
            return name

    with suppress(KeyError):
        app.pack(("lamp",), Shelf())
    return [*app.tables.taken], [*free, app.tables._free._value]


def mixed_arguments(app: ModuleType) -> int:
    """An order whose delivery cannot even be made: the permits that are free afterwards."""

    async def day() -> int:
        slots = asyncio.BoundedSemaphore(4)
        with suppress(TypeError):
            await app.start(slots, lambda: None, "order 17")
        return slots._value

    return asyncio.run(day())


def found_gone_twice(app: ModuleType) -> str:
    """While one price is sent, another one finds the same watcher gone; a second one stays."""
    sent = []

    class Gone:
        def settimeout(self, seconds: float) -> None:
            """Nobody waits here."""

        def sendall(self, price: bytes) -> None:
            if price == b"one":
                app.publish(b"two")
            raise ConnectionResetError

        def close(self) -> None:
            sent.append("closed")

    class Stays(Gone):
        def sendall(self, price: bytes) -> None:
            sent.append(price.decode())

    app.watchers.extend([Gone(), Stays()])
    with suppress(ValueError):
        app.publish(b"one")
    return " ".join(sent)


def unreadable_invoice(app: ModuleType) -> bool:
    """Whether the file is closed when its lines cannot be read and the error is kept."""
    opened = []

    class Invoice:
        def open(self) -> Any:
            opened.append(io.TextIOWrapper(io.BytesIO(b"12\n\xff\n"), "ascii"))
            return opened[0]

    with suppress(UnicodeDecodeError):
        app.total(Invoice())
    closed = opened[0].closed
    opened[0].close()
    return closed


def long_scans(app: ModuleType) -> bool:
    """Whether two scans that differ far behind are the same."""
    folder = Path(app.__file__ or "").parent
    first, second = folder / "first", folder / "second"
    first.write_bytes(b"." * 20_000 + b"a")
    second.write_bytes(b"." * 20_000 + b"b")
    return bool(app.same(first, second))


SEMAPHORE = {
    "async def search(slots, ": "import asyncio\n\n_all = asyncio.Semaphore(4)\n\n\n"
    "async def search(slots, ",
    "async with slots": "async with _all",
}

ALONE = [
    Reviewed("leaks/gather_goes_on/fixed", {UNWRAPPED: "    finally:\n        pass\n"},
             refused_by_a_shop, "ConnectionRefusedError"),
    Reviewed("leaks/heartbeat/fixed", {UNWRAPPED: "    finally:\n        pass\n"},
             lost_line, ("ConnectionResetError", 0)),
    Reviewed("leaks/heartbeat/fixed", {"group.create_task": "asyncio.create_task"},
             lost_line, ("ConnectionResetError", 0)),
    Reviewed("leaks/log_handlers/fixed",
             {"journal.addHandler(_Branches())": "",
              'journal.warning(order, extra={"path": path})':
              "handler = logging.FileHandler(path)\n    journal.addHandler(handler)\n"
              "    journal.warning(order)\n    journal.removeHandler(handler); handler.close()"},
             two_branches, [["order of Delft"], ["order of Gouda"]]),
    Reviewed("leaks/executor/fixed", {"cancel_futures=True": ""}, first_fails, True),
    Reviewed("leaks/rooms/fixed", {"sorted(set(names))": "names"}, crossed_bookings, "returned"),
    Reviewed("permits/ledger/fixed", {"taken = []": "taken = set()", ".append(": ".add("},
             equal_orders, ([], [3, 2, 4])),
    Reviewed("permits/cancelled_before_start/fixed",
             {"        slots.release()\n        raise": "        raise"},
             mixed_arguments, 4),
    Reviewed("leaks/price_ticker/fixed", {"suppress(ValueError)": "suppress()"},
             found_gone_twice, "closed two closed one"),
    Reviewed("leaks/circular_invoice/fixed",
             {"with path.open() as file:": "if file := path.open():"},
             unreadable_invoice, True),
    Reviewed("leaks/half_built/fixed", {"scan.read()": "scan.read(9999)"}, long_scans, False),
    Reviewed("permits/search_requests/fixed", SEMAPHORE, two_loops, "returned"),
]  # fmt: skip


@pytest.mark.parametrize("case", ALONE, ids=lambda case: case.attempt.__name__)
def test_a_fix_stands_what_the_review_tried(
    load: Callable[..., ModuleType], case: Reviewed
) -> None:
    """The fix does what is right, and does not with its fault brought back."""
    assert case.attempt(load(case.fix, {})) == case.right
    assert case.attempt(load(case.fix, case.undo)) != case.right


# -- with PostgreSQL


def second_clerk(app: ModuleType, url: str) -> str:
    """A second clerk comes while the first adds up, on a pool in autocommit."""
    options = {"autocommit": True}
    with ConnectionPool(url, min_size=2, max_size=2, open=True, kwargs=options) as pool:
        heard = []

        def add_up(connection: Any) -> None:
            try:
                app.close_books(pool, lambda other: None, 11)
            except BlockingIOError as error:
                heard.append(str(error))

        app.close_books(pool, add_up, 11)
        return heard[0] if heard else "two at once"


END = """SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""


def lost_lock(app: ModuleType, url: str) -> str:
    """The server ends the holder's session while the holder works."""

    def load() -> None:
        with psycopg.connect(url, autocommit=True) as other:
            other.execute(END)

    try:
        app.import_prices(load, url)
    except psycopg.OperationalError:
        return "told"
    return "not told"


CUSTOMERS = """CREATE TABLE customers AS
    SELECT id, 'Ada' || chr(13) || chr(10) AS name FROM generate_series(-500, 500) AS id"""


def exported(app: ModuleType, url: str) -> tuple[int, int]:
    """Customers in an export, and those of them that were changed after its first line."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            connection.execute(text(CUSTOMERS))
        lines = app.lines(engine)
        found = [next(lines)]
        with engine.begin() as connection:
            connection.execute(text("UPDATE customers SET name = 'Bob'"))
        whole = "".join([*found, *lines])
        return whole.count(",Ada\r\n\n"), whole.count(",Bob\n")
    finally:
        engine.dispose()


PHOTOS = """CREATE TABLE photos AS SELECT 1 AS id, NULL::text AS thumbnail,
    NULL::timestamptz AS claimed_until"""


def overtaken(app: ModuleType, url: str) -> tuple[str, str]:
    """A worker is slower than its claim; who wrote the thumbnail, and what the slow one heard."""
    engine = create_engine(url)
    heard = "nothing"

    def slow(photo: int) -> str:
        with engine.begin() as connection:
            connection.execute(text("UPDATE photos SET claimed_until = now() - '1 min'::interval"))
        app.next_thumbnail(engine, lambda photo: "second")
        return "first, late"

    try:
        with engine.begin() as connection:
            connection.execute(text(PHOTOS))
        try:
            app.next_thumbnail(engine, slow)
        except TimeoutError:
            heard = "too late"
        with engine.begin() as connection:
            return connection.scalar(text("SELECT thumbnail FROM photos")) or "", heard
    finally:
        engine.dispose()


def empty_queue(app: ModuleType, url: str) -> list[Any]:
    """What is shrunk where there is no photo."""
    engine, shrunk = create_engine(url), []
    try:
        with engine.begin() as connection:
            connection.execute(text(PHOTOS + " LIMIT 0"))
        with suppress(Exception):
            app.next_thumbnail(engine, shrunk.append)
        return shrunk
    finally:
        engine.dispose()


PURCHASE = """CREATE TABLE article (name text PRIMARY KEY);
    CREATE TABLE purchase (
        article text REFERENCES article DEFERRABLE INITIALLY DEFERRED, number serial)"""


def told_of_an_order(app: ModuleType, url: str) -> list[int]:
    """The numbers that customers are told when the commit fails."""
    told: list[int] = []
    with ConnectionPool(url, min_size=1, max_size=1, open=True) as pool:
        with pool.connection() as connection:
            connection.execute(PURCHASE)
        with suppress(psycopg.errors.ForeignKeyViolation):
            app.order(pool, "no such lamp", lambda *_: None, told.append)
    return told


def unwritten_audit(app: ModuleType, url: str) -> bool | None:
    """Whether an order counts as shipped although its audit line was refused."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE orders AS SELECT 1 AS number, false AS shipped"))
            connection.execute(text("CREATE TABLE audit (line text CHECK (false))"))
        with suppress(Exception):
            app.ship(engine, 1, lambda *_: None)
        with engine.begin() as connection:
            return connection.scalar(text("SELECT shipped FROM orders"))
    finally:
        engine.dispose()


FENCE = " AND claimed_until = :claimed_until"
CONFIRMED = {"    confirm(number)\n    return": "    return",
             "        reserve(": "        confirm(number)\n        reserve("}  # fmt: skip
ON_A_SERVER = [
    Reviewed("permits/advisory_lock/fixed", {", connection.transaction()": ""},
             second_clerk, "another clerk is at it"),
    Reviewed("permits/advisory_killed/fixed", {"        connection.execute(UNLOCK)\n": ""},
             lost_lock, "told"),
    Reviewed("lifetime/paused_export/fixed", {', newline=""': ""}, exported, (1001, 0)),
    Reviewed("lifetime/paused_export/fixed_pages",
             {"text(FIRST), {}": "text(FIRST.replace('ORDER', 'WHERE id > 0 ORDER')), {}"},
             lambda app, url: sum(exported(app, url)), 1001),
    Reviewed("lifetime/claimed_job/fixed", {FENCE: ""}, overtaken, ("second", "too late")),
    Reviewed("lifetime/claimed_job/fixed",
             {"    if claim is None:\n        return\n    thumbnail = shrink(claim[\"id\"])":
              "    thumbnail = shrink(claim and claim[\"id\"])"}, empty_queue, []),
    Reviewed("pools/burst/fixed", CONFIRMED, told_of_an_order, []),
    Reviewed("lifetime/nested_acquire/fixed",
             {"with engine.begin() as connection:\n        connection.execute(SHIP":
              "with engine.connect() as connection:\n        connection.execute(SHIP",
              "        _audit(": "        connection.commit()\n        _audit("},
             unwritten_audit, False),
]  # fmt: skip


@pytest.mark.parametrize("case", ON_A_SERVER, ids=lambda case: case.fix)
def test_a_fix_stands_it_on_a_server(
    load: Callable[..., ModuleType], postgres: Any, case: Reviewed
) -> None:
    """The same, each time in a database of its own."""
    with postgres.lend() as loan:
        assert case.attempt(load(case.fix, {}), loan.url) == case.right
    with postgres.lend() as loan:
        assert case.attempt(load(case.fix, case.undo), loan.url) != case.right


def test_the_price_of_pages_is_a_mixture(load: Callable[..., ModuleType], url: str) -> None:
    """An export by pages during an update has customers of before and of after."""
    assert exported(load("lifetime/paused_export/fixed_pages", {}), url) == (500, 501)


def test_the_price_of_an_audit_afterwards(load: Callable[..., ModuleType], url: str) -> None:
    """An order whose audit line is refused after the commit has been shipped."""
    assert unwritten_audit(load("lifetime/nested_acquire/fixed_afterwards", {}), url)
