"""What the FastAPI guide shows on PostgreSQL, a database file of SQLite shows as well."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from harness.process.runner import Runner
from harness.record.examples import EXAMPLES, Example
from harness.record.finding import judge
from harness.verify import Trial, scenario_of

# Not global_session: in SQLite a failed statement does not spoil its transaction.
CASES = [
    "answer_model",
    "blocked_loop",
    "cancelled_request",
    "cut_short",
    "job_dropped_generator",
    "job_kept_generator",
    "job_kept_session",
    "late_stream",
    "late_task",
    "live_feed",
    "more_threads",
    "open_socket",
    "returned_session",
    "slow_mail",
    "socket_scope",
]
VARIANTS = [
    (name, path.stem)
    for name in CASES
    for path in sorted((EXAMPLES / "fastapi" / name).glob("[bf]*.py"))
]
WITNESS = "gauges.transactions()"
POOL = "gauges.sqlalchemy_pool(lambda app, bench: app.engine)"


class Sqlite:
    """Lends a file in the run's private folder under PostgreSQL's name; has no view of its own."""

    version = "SQLite"

    @contextmanager
    def lend(self) -> Iterator[Any]:
        """A loan whose server knows of no session."""
        yield SimpleNamespace(url="sqlite:///shop.db", ask=lambda question: 0)


@pytest.mark.parametrize(("name", "variant"), VARIANTS)
def test_the_same_verdict_on_sqlite(
    name: str, variant: str, tmp_path: Path, runner: Runner
) -> None:
    """With the pool as the only witness, each variant keeps the promise it makes on PostgreSQL."""
    folder = tmp_path / "fastapi" / name
    shutil.copytree(EXAMPLES / "fastapi" / name, folder)
    text = (folder / "scenario.py").read_text(encoding="utf-8")
    (folder / "scenario.py").write_text(text.replace(WITNESS, POOL), encoding="utf-8")
    example = Example(folder)
    scenario = scenario_of(example)
    readings = Trial(example, variant, scenario, runner, lambda name: Sqlite()).readings()
    assert judge(readings).promise == scenario.promise(variant)
