"""Fixes read again after a review: what each did wrong, tried on the fix of today."""

import asyncio
import logging
import signal
import socket
import struct
from collections.abc import Iterator
from multiprocessing import active_children
from pathlib import Path
from types import ModuleType
from typing import Any

import asyncpg
import psycopg
import pytest
from psycopg_pool import ConnectionPool
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.ext.asyncio import create_async_engine

from harness.record.examples import EXAMPLES, find
from harness.run.child import load


def fixes(*examples: str) -> list[Any]:
    """Every fix of some examples, for `pytest.mark.parametrize`."""
    names = [f"{each}/{variant}" for each in examples for variant in find(each).variants]
    return [pytest.param(name, id=name) for name in names if "/fixed" in name]


def module(name: str) -> ModuleType:
    """A variant, imported anew."""
    path = EXAMPLES / f"{name}.py"
    return load(path, f"again_{path.stem}")


@pytest.fixture
def url(postgres: Any) -> Iterator[str]:
    """A database of its own, by its address."""
    with postgres.lend() as loan:
        yield loan.url


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """An engine for it."""
    engine = create_engine(url)
    yield engine
    engine.dispose()


# -- data


@pytest.mark.parametrize("name", fixes("lifetime/success_only"))
@pytest.mark.parametrize(("payer", "payee"), [("Ada", "Bib"), ("Bib", "Ada")])
def test_money_for_nobody_stays_where_it_was(
    name: str, payer: str, payee: str, engine: Engine
) -> None:
    """An UPDATE that meets no row is no error of the database, so the transfer makes it one."""
    with engine.begin() as db:
        db.exec_driver_sql("CREATE TABLE accounts AS SELECT 'Ada' AS owner, 500 AS cents")
    with pytest.raises(LookupError, match="Bib"):
        module(name).transfer(engine, payer, payee, 100)
    with engine.connect() as db:
        assert db.scalar(text("SELECT sum(cents) FROM accounts")) == 500


@pytest.mark.parametrize("name", fixes("lifetime/success_only"))
def test_money_to_oneself_is_no_new_money(name: str, engine: Engine) -> None:
    """Both changes are made although they are of one account."""
    with engine.begin() as db:
        db.exec_driver_sql("CREATE TABLE accounts AS SELECT 'Ada' AS owner, 500 AS cents")
    module(name).transfer(engine, "Ada", "Ada", 100)
    with engine.connect() as db:
        assert db.scalar(text("SELECT cents FROM accounts")) == 500


@pytest.mark.parametrize("name", fixes("lifetime/opened_too_early"))
def test_an_empty_price_list_is_imported(name: str, engine: Engine) -> None:
    """SQLAlchemy takes an empty list of parameters for none, and would miss their values."""
    module(name).import_prices(engine, "", lambda upload: [])


@pytest.mark.parametrize("name", fixes("pools/asyncpg_acquire"))
def test_a_seat_of_another_guest_is_refused(name: str, url: str) -> None:
    """The second guest hears it, and the connection is back; a repeated form is no error."""

    async def main() -> Any:
        async with asyncpg.create_pool(url, min_size=1, max_size=1) as pool:
            await pool.execute("CREATE TABLE seat AS SELECT 12 AS number, NULL::text AS guest")
            reserve = module(name).reserve
            await reserve(pool, {"seat": "12", "guest": "Ada"})
            await reserve(pool, {"seat": "12", "guest": "Ada"})
            with pytest.raises(LookupError, match="12"):
                await reserve(pool, {"seat": "12", "guest": "Ben"})
            return await pool.fetchval("SELECT guest FROM seat")

    assert asyncio.run(main()) == "Ada"


@pytest.mark.parametrize("name", fixes("harmless/unawaited_release"))
def test_a_berth_is_sold_once(name: str, url: str) -> None:
    """The second guest gets nothing."""

    async def main() -> list[Any]:
        async with asyncpg.create_pool(url, min_size=1, max_size=1) as pool:
            await pool.execute("CREATE TABLE seat AS SELECT 12 AS number, NULL::text AS guest")
            return [await module(name).book(pool, 12, guest) for guest in ("Ada", "Ben")]

    assert asyncio.run(main()) == [12, None]


@pytest.mark.parametrize("name", fixes("pools/sqlalchemy_async"))
def test_a_book_that_is_out_is_not_lent(name: str, url: str) -> None:
    """The second reader hears it."""

    async def main() -> None:
        engine = create_async_engine(url.replace("://", "+asyncpg://"))
        async with engine.begin() as db:
            await db.execute(text("CREATE TABLE book AS SELECT 'Emma' AS title, '' AS reader"))
        await module(name).lend(engine, "Emma", "Ada")
        with pytest.raises(LookupError, match="Emma"):
            await module(name).lend(engine, "Emma", "Ben")
        await engine.dispose()

    asyncio.run(main())


@pytest.mark.parametrize("name", fixes("pools/asyncpg_shutdown"))
def test_half_a_file_is_not_booked(name: str, url: str) -> None:
    """The line without a comma takes back those before it, so that the file can be sent again."""

    async def main() -> Any:
        db = await asyncpg.connect(url)
        await db.execute("CREATE TABLE night (room int, guest text)")
        with pytest.raises(ValueError, match="unpack"):
            await module(name).book(url, ["12,Ada", "Ben in 14"])
        try:
            return await db.fetchval("SELECT count(*) FROM night")
        finally:
            await db.close()

    assert asyncio.run(main()) == 0


@pytest.mark.parametrize("name", fixes("pools/kept_errors"))
def test_half_a_price_list_is_not_imported(name: str, tmp_path: Path) -> None:
    """A list with a price in words changes no price, and its error is kept."""
    app, prices = module(name), {"lamp": 10.0}
    (tmp_path / "list.txt").write_text("lamp=12.50\ndesk=ask us\n", encoding="utf-8")
    app.import_prices(tmp_path / "list.txt", prices)
    assert (prices, len(app.failures)) == ({"lamp": 10.0}, 1)


@pytest.mark.parametrize("name", fixes("pools/raw_descriptor"))
def test_a_record_that_is_being_written_is_left_out(name: str, tmp_path: Path) -> None:
    """The last whole record is read, not the end of one with the beginning of the next."""
    log = tmp_path / "van.log"
    log.write_bytes(struct.pack("<dd", 52.4, 4.9) + b"12345")
    assert module(name).latest(log) == (52.4, 4.9)
    log.write_bytes(b"12345")
    assert module(name).latest(log) is None


# -- errors


def fail() -> None:
    """A job that fails."""
    raise SystemExit(3)


def depot(app: ModuleType, url: str) -> Any:
    """The call that prints labels in a worker that fails."""

    def labels() -> None:
        depot = app.Depot(url)
        try:
            with depot.engine.begin() as db:
                db.exec_driver_sql("CREATE TABLE parcel (number int)")
            depot.labels(lambda connection: fail())
        finally:
            depot.engine.dispose()

    return labels


def shop(app: ModuleType, url: str) -> Any:
    """The call that writes an order in a worker that fails half-way."""

    def write() -> None:
        shop = app.Shop(url)
        try:
            with shop.engine.begin() as db:
                db.exec_driver_sql("CREATE TABLE orders (number int)")
            shop.write_in_worker(1, lambda *_: fail())
        finally:
            shop.engine.dispose()

    return write


def printer(app: ModuleType, url: str) -> Any:
    """The call that waits for a ticket that cannot be printed."""
    printer = app.Printer()
    printer.start(list)
    printer.start(fail)
    return printer.finish


def receipt(app: ModuleType, url: str) -> Any:
    """The call that sends a receipt that cannot be sent."""
    return lambda: app.send(fail, lambda process: None)


@pytest.mark.parametrize(
    ("call", "name"),
    [
        *((depot, *each.values) for each in fixes("affinity/disposed_in_child")),
        *((shop, *each.values) for each in fixes("affinity/half_order")),
        *((printer, *each.values) for each in fixes("affinity/joined_not_closed")),
        *((receipt, *each.values) for each in fixes("affinity/zombie_until_next")),
    ],
)
def test_a_worker_that_fails_is_an_error(call: Any, name: str, url: str) -> None:
    """`join` says nothing of how a process ended, so its exit code is looked at."""
    with pytest.raises(ChildProcessError):
        call(module(name), url)()
    assert active_children() == []


@pytest.mark.parametrize("name", fixes("affinity/inherited_listener"))
def test_a_server_that_cannot_listen_leaves_no_helper(name: str) -> None:
    """The address is in use: the error arrives, and the helper has ended."""
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        module(name).Server(taken.getsockname(), signal.pause)
    assert active_children() == []


@pytest.mark.parametrize("name", fixes("lifetime/early_return"))
def test_a_look_up_logs_no_warning(name: str, url: str, caplog: pytest.LogCaptureFixture) -> None:
    """A connection that is put back in a transaction is rolled back, with a line in the log."""
    with ConnectionPool(url, min_size=1, open=True) as pool:
        with pool.connection() as connection:
            connection.execute("CREATE TABLE tickets (number int, state text)")
        with caplog.at_level(logging.WARNING, "psycopg.pool"):
            assert module(name).state_of(pool, 1) == "unknown"
    assert caplog.messages == []


# -- two at once


@pytest.mark.parametrize("name", fixes("lifetime/hold_ledger"))
def test_the_list_of_holders_may_change_while_it_is_read(name: str) -> None:
    """Somebody takes a connection at the worst moment, and the reading goes on."""
    holders: dict[int, Any] = {}

    class Since(float):
        """A time at which another holder comes as soon as it is looked at."""

        def __rsub__(self, now: Any) -> float:
            """How long ago."""
            holders[2] = (2.0, "other")
            return float(now) - float(self)

    holders[1] = (Since(1), "first")
    assert module(name).oldest(holders, lambda: 3.0) == [(2.0, "first")]


@pytest.mark.parametrize("name", fixes("harmless/discarded_connections"))
def test_no_station_is_no_error(name: str) -> None:
    """An executor refuses to have no threads."""
    assert module(name).measure(None, []) == []


def test_a_reset_that_drops_prepared_statements_leaves_none_to_use(url: str) -> None:
    """However often a statement is executed; without its setting, psycopg prepares and fails."""
    code = module("pools/carried_along/fixed")
    with code.pool_for(url) as pool:
        for _ in range(40):
            assert code.run(pool, "SELECT 1") == (1,)
    failed = 0
    with ConnectionPool(url, min_size=1, max_size=1, reset=code.forget, open=True) as pool:
        for _ in range(40):
            try:
                code.run(pool, "SELECT 1")
            except psycopg.errors.InvalidSqlStatementName as error:
                assert str(error).startswith('prepared statement "_pg3_')
                failed += 1
    assert failed > 0
