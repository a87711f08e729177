"""The pytest side: every variant and every session is a test, and leaves its evidence."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from harness.abreast import Abreast, processors
from harness.items import ExampleItem, ScenarioFile, VariantFile, abreast_key, servers_key
from harness.machine import lacking
from harness.record import evidence
from harness.record.examples import EXAMPLES, is_variant
from harness.servers.lease import PostgresUnavailable
from harness.servers.lend import Servers


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of a run of examples."""
    group = parser.getgroup("leak book")
    group.addoption(
        "--stale",
        action="store_true",
        help="run only examples whose evidence is missing or stale",
    )
    group.addoption(
        "--repeats",
        type=int,
        default=1,
        metavar="N",
        help="take each reading N times; all must agree",
    )
    group.addoption(
        "--abreast",
        type=int,
        default=2 * processors(),  # half of a run is spent waiting
        metavar="N",
        help="let N runs go on beside each other (default: two for each processor)",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Have the runners and one of each server for all runs; nothing is started yet."""
    worker = getattr(config, "workerinput", {})  # of pytest-xdist: one of several already
    config.stash[abreast_key] = Abreast(1 if worker else max(1, config.getoption("--abreast")))
    config.stash[servers_key] = Servers(worker.get("leakbook_run"))
    if sentence := "" if worker else lacking():
        raise pytest.UsageError(sentence)


@pytest.hookimpl(optionalhook=True)  # pytest-xdist's
def pytest_configure_node(node: Any) -> None:
    """Tell each worker the run's directory: the controller is its owner."""
    node.workerinput["leakbook_run"] = node.config.stash[servers_key].shared_run()


def pytest_unconfigure(config: pytest.Config) -> None:
    """End what this process has started."""
    config.stash[abreast_key].close()
    config.stash[servers_key].close()


@pytest.fixture(scope="session")
def servers(pytestconfig: pytest.Config) -> Servers:
    """Give a test the servers that scenarios are lent."""
    return pytestconfig.stash[servers_key]


@pytest.fixture(scope="session")
def postgres(servers: Servers) -> Any:
    """Give a test the PostgreSQL that scenarios are lent."""
    return servers("postgres")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup() -> Generator[None]:
    """A server that cannot be had fails the test that asks for it, in one sentence."""
    with one_sentence():
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None]:
    """The same for a server that is gone."""
    with one_sentence():
        yield


@contextmanager
def one_sentence() -> Iterator[None]:
    """Fail by the sentence of `PostgresUnavailable`, without a traceback."""
    try:
        yield
    except PostgresUnavailable as error:
        raise pytest.fail.Exception(str(error), pytrace=False) from None


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect ``scenario.py`` of each example; any other file there is a variant or a mistake."""
    if not file_path.is_relative_to(EXAMPLES):
        return None
    if file_path.name == "scenario.py":
        return ScenarioFile.from_parent(parent, path=file_path)
    if is_variant(file_path.stem) and parent.session.isinitpath(file_path):
        return VariantFile.from_parent(parent, path=file_path)
    return None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With ``--stale``, leave out every variant and session whose evidence still stands."""
    if not config.getoption("--stale"):
        return
    fresh = [
        i for i in items if isinstance(i, ExampleItem) and evidence.is_fresh(i.example, i.name)
    ]
    config.hook.pytest_deselected(items=fresh)
    items[:] = [item for item in items if item not in fresh]


def pytest_collection_finish(session: pytest.Session) -> None:
    """Say which items come; a worker of pytest-xdist is told them one by one."""
    if not (hasattr(session.config, "workerinput") or session.config.option.collectonly):
        expected = [item for item in session.items if isinstance(item, ExampleItem)]
        session.config.stash[abreast_key].expect(expected)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Report how long an item worked, not how long its turn lasted."""
    report = yield
    if report.when == "call" and isinstance(item, ExampleItem):
        report.duration = item.seconds
    return report


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """With ``--stale``, nothing to run is what one hopes for."""
    if session.config.getoption("--stale") and exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
        session.exitstatus = pytest.ExitCode.OK


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how many examples gave which verdict, and what the harness added."""
    verdicts: Counter[str] = Counter()
    added = []
    for report in terminalreporter.getreports("passed"):
        properties = dict(report.user_properties)
        if "verdict" in properties:
            verdicts[properties["verdict"]] += 1
            added.append(properties["added"])
    if added:
        terminalreporter.section("examples")
        for verdict, count in verdicts.most_common():
            terminalreporter.line(f"{count:4}  {verdict}")
        median = statistics.median(added) * 1000
        terminalreporter.line(
            f"the harness added {median:.1f} ms to a variant, median of {len(added)}"
        )
