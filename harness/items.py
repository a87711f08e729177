"""What pytest collects of an example: an item for each variant, and one for the session."""

from __future__ import annotations

import doctest
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from harness.abreast import Abreast, Work
from harness.record import evidence
from harness.record.evidence import BadEvidence, Record
from harness.record.examples import EXAMPLES, BadExample, Example, find
from harness.rules import broken_rules
from harness.run.child import ADDRESSES
from harness.run.scenario import Scenario
from harness.servers.lend import Servers
from harness.verify import Broken, check_promise, scenario_of, verify

abreast_key = pytest.StashKey[Abreast]()
servers_key = pytest.StashKey[Servers]()


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

    seconds = 0.0

    def __init__(self, *, example: Example, **rest: Any) -> None:
        """Remember the example."""
        super().__init__(**rest)
        self.example = example

    @cached_property
    def scenario(self) -> Scenario:
        """What the example declares; read only if it runs: its libraries take time."""
        return scenario_of(self.example)

    @property
    def servers(self) -> Any:
        """Gives the server of a name."""
        return self.config.stash[servers_key]

    def prepare(self) -> Work:
        """What there is to do, once the main thread has read the scenario."""
        raise NotImplementedError

    def worked(self) -> Any:
        """What the work gave, and how long it took, however long it was waited for."""
        given, self.seconds = self.config.stash[abreast_key].result(self)
        return given

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The sentence alone, where the failure has one."""
        if isinstance(excinfo.value, (Broken, BadEvidence)):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Where the example is."""
        return self.path, None, f"{self.example.name} {self.name}"


class Variant(ExampleItem):
    """One variant: run, judged, recorded."""

    def prepare(self) -> Work:
        """Hold it to the house rules; its runs are what there is to do."""
        if broken := broken_rules(self.example, self.name):
            raise Broken("\n".join(broken))
        scenario, repeats = self.scenario, self.config.getoption("--repeats")
        return lambda runner: verify(
            self.example, self.name, scenario, runner, self.servers, repeats
        )

    def runtest(self) -> None:
        """Write the record of its runs, then hold that against the promise."""
        record: Record = self.worked()
        evidence.write(self.example, record)
        self.user_properties.append(("verdict", record.finding.verdict.value))
        self.user_properties.append(("added", record.added))
        check_promise(record)


class Session(ExampleItem):
    """The doctest that a reader can paste, run as the reader would run it."""

    def prepare(self) -> Work:
        """See that there is something to run."""
        path = self.example.session
        assert path is not None
        if not doctest.DocTestParser().get_examples(path.read_text(encoding="utf-8")):
            raise Broken(
                f"examples/{self.example.name}/session.txt: has no '>>>'; add one or remove it"
            )
        needs = self.scenario.needs
        return lambda runner: self.paste(path, needs)

    def paste(self, path: Path, needs: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
        """Run ``python -m doctest session.txt`` inside the example's folder."""
        with ExitStack() as stack:
            addresses = {
                ADDRESSES[name]: stack.enter_context(self.servers(name).lend()).url
                for name in needs
            }
            return subprocess.run(
                [sys.executable, "-W", "error", "-m", "doctest", path.name],
                cwd=path.parent,
                env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **addresses},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=60,
            )

    def runtest(self) -> None:
        """Note whether it said what the session says."""
        done: subprocess.CompletedProcess[str] = self.worked()
        passed = not done.returncode and not done.stderr
        evidence.note_session(self.example, passed)
        if not passed:
            raise Broken(f"examples/{self.example.name}/session.txt: {done.stdout}{done.stderr}")
