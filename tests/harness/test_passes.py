"""How many processes a variant needs, and what a warm parent learns from them."""

import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from test_can_fail import DRAINS, LEAKS, LUCKY, SCENARIO
from unserved import no_servers

from harness.process.runner import Runner
from harness.record.examples import Example
from harness.run.child import FAULTS
from harness.verify import scenario_of, verify

MakeExample = Callable[..., Example]
WARNS_LATE = """
def read(path, fail=False):
    source = open(path)
    source.close()
    if fail:
        open(path)
"""
LAZY = """
import importlib
def read(path, fail=False):
    importlib.import_module("colorsys")
"""


class Counting(Runner):
    """A runner that remembers each job and its report."""

    def __init__(self) -> None:
        """Start with nothing."""
        super().__init__()
        self.modes: list[str] = []
        self.imported: list[list[str]] = []

    def run(self, job: dict[str, Any], *rest: Any) -> dict[str, Any]:
        """Run it as ever."""
        report = super().run(job, *rest)
        if job["mode"] != FAULTS:  # the gate has tests of its own
            self.modes.append(job["mode"])
            self.imported.append([*self.parent_of(job).learned])
        return report


@pytest.fixture
def counting() -> Iterator[Counting]:
    """A runner for one test."""
    runner = Counting()
    yield runner
    runner.close()


@pytest.mark.parametrize(
    ("source", "variant", "modes"),
    [
        (DRAINS, "fixed", ["strict"]),  # nothing is out while everything is kept: that is all
        (LEAKS, "buggy", ["drop", "keep"]),
        (LEAKS, "fixed", ["strict", "drop", "keep"]),
        (LUCKY, "fixed", ["strict", "drop", "pin", "keep"]),
        (DRAINS, "buggy", ["drop", "strict"]),
    ],
)
def test_code_is_run_as_often_as_it_takes(
    make_example: MakeExample, counting: Counting, source: str, variant: str, modes: list[str]
) -> None:
    """One pass, the strictest, where code drains; the others tell what became of the units."""
    example = make_example(buggy=source, fixed=source, scenario=SCENARIO)
    verify(example, variant, scenario_of(example), counting, no_servers)
    assert counting.modes == modes


def test_one_pass_sees_what_is_dropped_unclosed(
    make_example: MakeExample, counting: Counting
) -> None:
    """A temporary object that no variable holds is dropped at once, and its warning is kept."""
    example = make_example(buggy=LEAKS, fixed=WARNS_LATE, scenario=SCENARIO)
    record = verify(example, "fixed", scenario_of(example), counting, no_servers)
    assert record.finding.verdict == "saved by reference counting"


def test_the_parent_learns_what_a_run_imports(
    make_example: MakeExample, counting: Counting
) -> None:
    """What one run imports late, the parent has imported before the next."""
    example = make_example(buggy=LEAKS, fixed=LAZY, scenario=SCENARIO)
    known = "colorsys" in sys.modules  # another test's doing
    for _ in range(2):
        verify(example, "fixed", scenario_of(example), counting, no_servers)
    first, second = counting.imported
    assert "colorsys" in first
    assert "colorsys" not in second
    assert ("colorsys" in sys.modules) == known  # pytest's own process stays out of it
