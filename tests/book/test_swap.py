"""Every example, with its halves swapped: both promises break."""

import shutil
from pathlib import Path

import pytest

from harness.process.runner import Runner
from harness.record.examples import Example, all_examples
from harness.servers.lend import Servers
from harness.verify import Broken, check_promise, scenario_of, verify

PAIRS = [example for example in all_examples() if {"buggy", "fixed"} <= set(example.variants)]


@pytest.fixture
def swapped(tmp_path: Path, request: pytest.FixtureRequest) -> Example:
    """The example with buggy.py and fixed.py exchanged."""
    folder = tmp_path / request.param.name
    shutil.copytree(request.param.folder, folder, ignore=shutil.ignore_patterns("fixed_*", "__*"))
    shutil.copy(request.param.folder / "buggy.py", folder / "fixed.py")
    shutil.copy(request.param.folder / "fixed.py", folder / "buggy.py")
    return Example(folder)


@pytest.mark.parametrize("variant", ["buggy", "fixed"])
@pytest.mark.parametrize("swapped", PAIRS, indirect=True, ids=lambda example: example.name)
def test_swapped_promise_breaks(
    swapped: Example, variant: str, runner: Runner, servers: Servers
) -> None:
    """The other half's code does not pass under this half's promise, or provokes nothing."""
    scenario = scenario_of(swapped)
    with pytest.raises(Broken, match=r"promised|make it provoke the fault"):
        check_promise(verify(swapped, variant, scenario, runner, servers))
