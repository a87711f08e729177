"""A PostgreSQL server that lends private databases: the run's own, or the reader's."""

import itertools
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, LiteralString
from urllib.parse import urlsplit

from harness.servers.lease import Lease, PostgresUnavailable, acquire, last_words

if TYPE_CHECKING:  # its import takes a tenth of a second: only who asks a server pays
    import psycopg

SESSIONS: LiteralString = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = %s AND backend_type = 'client backend'
"""
QUESTIONS: dict[str, LiteralString] = {
    "sessions": SESSIONS,
    "active": f"{SESSIONS} AND state = 'active'",
    "idle": f"{SESSIONS} AND state = 'idle'",
    # A transaction that failed is "idle in transaction (aborted)": as open as any.
    "idle in transaction": f"{SESSIONS} AND starts_with(state, 'idle in transaction')",
}
# Signals every session and waits a millisecond for each: DROP DATABASE would find
# them still there, and look again only after a tenth of a second.
TERMINATE: LiteralString = """
    SELECT count(pg_terminate_backend(pid, 1)) FROM pg_stat_activity
    WHERE datname = %s AND backend_type = 'client backend'
"""
OVERRIDE = "unset DATABASE_URL to have a server started for you"


@dataclass(frozen=True)
class Loan:
    """A private database for one run of one variant."""

    server: "Postgres"
    name: str

    @property
    def url(self) -> str:
        """Where psycopg, asyncpg and SQLAlchemy find the database."""
        return self.server.url_of(self.name)

    def ask(self, question: str) -> int:
        """Count the database's sessions: all of them, or those in one state."""
        return self.server.count(QUESTIONS[question], self.name)


class Postgres:
    """A PostgreSQL server: the run's own, or the one that ``DATABASE_URL`` names."""

    def __init__(self, url: str, run: Path | None = None) -> None:
        """Connect to the database that the URL names; nothing is changed there."""
        if not re.match(r"postgres(ql)?(\+\w+)?://", url):
            shape = "postgresql://user:password@host:port/database"
            raise PostgresUnavailable(f"DATABASE_URL is no {shape}: correct it, or {OVERRIDE}.")
        self._parts = urlsplit(url)
        self.run = run
        self.url = self.url_of(self._parts.path.removeprefix("/"))
        self._numbers = itertools.count(1)
        self._connection = self._connect()

    @property
    def version(self) -> str:
        """The server's name and version."""
        found = self._connection.info.parameter_status("server_version") or ""
        return f"PostgreSQL {found.split()[0]}"

    def url_of(self, database: str) -> str:
        """Return the URL of a database of this server."""
        query = f"?{self._parts.query}" if self._parts.query else ""
        return f"postgresql://{self._parts.netloc}/{database}{query}"

    @contextmanager
    def lend(self) -> Iterator[Loan]:
        """Lend a fresh database; it goes, and the sessions left there go with it."""
        loan = Loan(self, self._create())
        try:
            yield loan
        finally:
            for _ in range(50):  # then DROP waits for the stubborn
                if not self.count(TERMINATE, loan.name):
                    break
            self._execute("DROP DATABASE {} WITH (FORCE)", loan.name)

    def count(self, query: LiteralString, *arguments: str) -> int:
        """Return the one number that the query asks for."""
        with self._sentences():
            row = self._connection.execute(query, arguments).fetchone()
        assert row is not None
        return int(row[0])

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _create(self) -> str:
        """Create the next database whose name is free; other runs create theirs."""
        from psycopg import errors

        for number in self._numbers:
            name = f"leakbook_{number}"
            with suppress(errors.DuplicateDatabase, errors.UniqueViolation):
                self._execute("CREATE DATABASE {} TEMPLATE template0", name)
                break
        return name

    def _execute(self, statement: LiteralString, name: str) -> None:
        from psycopg import sql

        with self._sentences():
            command = sql.SQL(statement).format(sql.Identifier(name))
            self._connection.execute(command)

    def _connect(self) -> "psycopg.Connection[Any]":
        import psycopg

        with self._sentences():
            return psycopg.connect(self.url, autocommit=True, connect_timeout=5)

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        """Tell in one sentence what the server refuses."""
        import psycopg

        place = self._parts.netloc.rpartition("@")[2] or "the local socket"
        server = f"The PostgreSQL server at {place}"
        try:
            yield
        except psycopg.errors.InsufficientPrivilege as error:
            hint = f"give its role CREATEDB, or {OVERRIDE}"
            reason = f"{server} lends no database ({_first_line(error)})"
        except psycopg.OperationalError as error:
            reason = f"{server} cannot be used ({_first_line(error)})"
            hint = f"start it, or {OVERRIDE}"
            if self.run:
                hint = f"its log ends: {last_words(self.run)}; run pytest again"
        else:
            return
        raise PostgresUnavailable(f"{reason}: {hint}.") from None


class SmallPostgres(Postgres):
    """A server of this process that takes ten clients, lent to one run at a time.

    One of the ten is the harness itself, so nine are left for whoever borrows it.
    """

    CLIENTS = 10

    def __init__(self, lease: Lease) -> None:
        """Start it in the lease's directory."""
        super().__init__(acquire(lease.run, self.CLIENTS), lease.run)
        self._lease = lease
        self._lent = threading.Lock()  # two runs at once would take each other's places

    @classmethod
    def start(cls) -> "SmallPostgres":
        """Start one, or leave nothing behind."""
        lease = Lease.take()
        try:
            return cls(lease)
        except PostgresUnavailable:
            lease.release()
            raise

    @contextmanager
    def lend(self) -> Iterator[Loan]:
        """Lend a fresh database, to nobody else meanwhile."""
        with self._lent, super().lend() as loan:
            yield loan

    def close(self) -> None:
        """Hang up, and end the server."""
        super().close()
        self._lease.release()


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
