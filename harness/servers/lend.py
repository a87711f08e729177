"""One of each server for a run of pytest: started on first use, ended with the run."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from harness.servers.http import Service
from harness.servers.lease import Lease, PostgresUnavailable, acquire
from harness.servers.postgres import Postgres, SmallPostgres

NAMES = ("http", "postgres", "small_postgres")
"""The servers there are."""


class Loan(Protocol):
    """A private part of a real server, for one run."""

    url: str

    def ask(self, question: str) -> int:
        """Ask the server itself, from outside the process under test."""
        ...


class Servers:
    """The servers of this process; ``run`` is the directory of a run that another process owns."""

    def __init__(self, run: str | None = None) -> None:
        """Start nothing yet."""
        self._run = run
        self._starting = threading.Lock()  # runs go on beside each other, in threads
        self._lease: Lease | None = None
        self._service: Service | None = None
        self._postgres: Postgres | PostgresUnavailable | None = None
        self._small: SmallPostgres | None = None

    def __call__(self, name: str) -> Postgres | Service:
        """The server of that name.

        Raises `PostgresUnavailable`, the same each time, and `LookupError` for a name that is
        not in `NAMES`.
        """
        if name not in NAMES:
            raise LookupError(f"no server is called {name!r}; there are {', '.join(NAMES)}")
        with self._starting:
            if name == "http":
                self._service = self._service or Service()
                return self._service
            if name == "small_postgres":
                self._small = self._small or SmallPostgres.start()
                return self._small
            if self._postgres is None:
                self._postgres = self._first_use()
        if isinstance(self._postgres, PostgresUnavailable):
            raise self._postgres
        return self._postgres

    def owned_run(self) -> Path:
        """The directory of this process's own run; its lease is taken here."""
        self._lease = self._lease or Lease.take()
        return self._lease.run

    def shared_run(self) -> str | None:
        """The directory to tell other processes of this run; ``None`` where none is needed."""
        if "DATABASE_URL" not in os.environ:
            with suppress(PostgresUnavailable):  # whoever needs a server says why not
                return str(self.owned_run())
        return None

    def close(self) -> None:
        """End what was started."""
        if isinstance(self._postgres, Postgres):
            self._postgres.close()
        if self._small:
            self._small.close()
        if self._service:
            self._service.close()
        if self._lease:
            self._lease.release()

    def _first_use(self) -> Postgres | PostgresUnavailable:
        try:
            if url := os.environ.get("DATABASE_URL"):
                return Postgres(url)
            run = Path(self._run) if self._run else self.owned_run()
            return Postgres(acquire(run), run)
        except PostgresUnavailable as error:
            return error
