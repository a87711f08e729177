"""The gauges that ask two witnesses: the pool, and the server."""

from types import ModuleType, SimpleNamespace
from typing import Any

import psycopg
import pytest

from harness.run import gauges
from harness.run.gauges import Disagreement, Gauge

APP = ModuleType("app")


def constant(number: int, resource: str) -> Gauge:
    """A gauge that always reads the same."""
    return Gauge(resource, lambda app, world: number)


def test_transactions_counts_open_ones_alone(postgres: Any) -> None:
    """Of three sessions two are in a transaction, one of which has failed."""
    with postgres.lend() as loan:
        bench = SimpleNamespace(ask=lambda server, question: loan.ask(question))
        gauge = gauges.transactions()
        sessions = [psycopg.connect(loan.url) for _ in range(3)]
        assert gauge.read(APP, bench) == 0
        sessions[0].execute("SELECT 1")
        with pytest.raises(psycopg.errors.UndefinedTable):
            sessions[1].execute("SELECT * FROM nowhere")
        assert gauge.read(APP, bench) == 2
        for session in sessions:
            session.close()


def test_witnesses_that_agree() -> None:
    """Two gauges of the same number read as the first of them."""
    gauge = gauges.agreeing(constant(2, "connection"), constant(2, "open transaction"))
    assert (gauge.resource, gauge.read(APP, None)) == ("connection", 2)


def test_witnesses_that_disagree() -> None:
    """A reading in which they differ is an error that names both."""
    gauge = gauges.agreeing(constant(0, "connection"), constant(1, "open transaction"))
    with pytest.raises(Disagreement) as caught:
        gauge.read(APP, None)
    assert str(caught.value) == "0 connection(s) out, and 1 open transaction(s)"
