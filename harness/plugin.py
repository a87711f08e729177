"""The pytest side: every variant and every session is a test, and leaves its evidence."""

from __future__ import annotations

import doctest
import os
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from harness.process.runner import Runner
from harness.record import evidence
from harness.record.examples import EXAMPLES, BadExample, Example, find, is_variant
from harness.rules import broken_rules
from harness.run.child import ADDRESSES
from harness.run.scenario import Scenario
from harness.servers.lease import PostgresUnavailable
from harness.servers.lend import Servers
from harness.verify import Broken, check_promise, scenario_of, verify

runner_key = pytest.StashKey[Runner]()
servers_key = pytest.StashKey[Servers]()


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


def pytest_configure(config: pytest.Config) -> None:
    """Have one runner and one of each server for all runs; nothing is started yet."""
    config.stash[runner_key] = Runner()
    run = getattr(config, "workerinput", {}).get("leakbook_run")
    config.stash[servers_key] = Servers(run)


@pytest.hookimpl(optionalhook=True)  # pytest-xdist's
def pytest_configure_node(node: Any) -> None:
    """Tell each worker the run's directory: the controller is its owner."""
    node.workerinput["leakbook_run"] = node.config.stash[servers_key].shared_run()


def pytest_unconfigure(config: pytest.Config) -> None:
    """End what this process has started."""
    config.stash[runner_key].close()
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


class ScenarioFile(pytest.File):
    """An example, collected by its scenario."""

    def collect(self) -> Iterator[pytest.Item]:
        """A test for each variant and one for the session."""
        try:
            example = find(self.path.parent.relative_to(EXAMPLES).as_posix())
        except BadExample as error:
            raise self.CollectError(str(error)) from None
        for variant in example.variants:
            yield Variant.from_parent(self, name=variant, example=example)
        if example.session:
            yield Session.from_parent(self, name="session", example=example)


class VariantFile(pytest.File):
    """A variant that was asked for by its path."""

    def collect(self) -> Iterator[pytest.Item]:
        """The test of that variant."""
        for item in ScenarioFile.from_parent(
            self.parent, path=self.path.with_name("scenario.py")
        ).collect():
            if item.name == self.path.stem:
                yield item


class ExampleItem(pytest.Item):
    """A test of an example; its failure is one sentence."""

    def __init__(self, *, example: Example, **rest: Any) -> None:
        """Remember the example."""
        super().__init__(**rest)
        self.example = example

    @cached_property
    def scenario(self) -> Scenario:
        """What the example declares; read only if it runs: its libraries take time."""
        return scenario_of(self.example)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The sentence alone, where the failure has one."""
        if isinstance(excinfo.value, Broken):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Where the example is."""
        return self.path, None, f"{self.example.name} {self.name}"


class Variant(ExampleItem):
    """One variant: run, judged, recorded."""

    def runtest(self) -> None:
        """Hold it to the house rules, run it, write the record, hold that against the promise."""
        if broken := broken_rules(self.example, self.name):
            raise Broken("\n".join(broken))
        record = verify(
            self.example,
            self.name,
            self.scenario,
            self.config.stash[runner_key],
            self.config.stash[servers_key],
            self.config.getoption("--repeats"),
        )
        evidence.write(self.example, record)
        self.user_properties.append(("verdict", record.finding.verdict.value))
        self.user_properties.append(("added", record.added))
        check_promise(record)


class Session(ExampleItem):
    """The doctest that a reader can paste, run as the reader would run it."""

    def runtest(self) -> None:
        """Run ``python -m doctest session.txt`` inside the example's folder."""
        path = self.example.session
        assert path is not None
        if not doctest.DocTestParser().get_examples(path.read_text(encoding="utf-8")):
            raise Broken(
                f"examples/{self.example.name}/session.txt: has no '>>>'; add one or remove it"
            )
        servers: Any = self.config.stash[servers_key]
        with ExitStack() as stack:
            addresses = {
                ADDRESSES[name]: stack.enter_context(servers(name).lend()).url
                for name in self.scenario.needs
            }
            done = subprocess.run(
                [sys.executable, "-W", "error", "-m", "doctest", path.name],
                cwd=path.parent,
                env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **addresses},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=60,
            )
        passed = not done.returncode and not done.stderr
        evidence.note_session(self.example, passed)
        if not passed:
            raise Broken(f"examples/{self.example.name}/session.txt: {done.stdout}{done.stderr}")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With ``--stale``, leave out every variant and session whose evidence still stands."""
    if not config.getoption("--stale"):
        return
    fresh = [
        i for i in items if isinstance(i, ExampleItem) and evidence.is_fresh(i.example, i.name)
    ]
    config.hook.pytest_deselected(items=fresh)
    items[:] = [item for item in items if item not in fresh]


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
