"""Every example, with its halves swapped: both promises break."""

import shutil
from pathlib import Path

import pytest

from harness.catalog import Case, all_cases
from harness.isolation import Runner
from harness.verify import Broken, hold_against, scenario_of, verify

PAIRS = [case for case in all_cases() if {"buggy", "fixed"} <= set(case.variants)]


@pytest.fixture
def swapped(tmp_path: Path, request: pytest.FixtureRequest) -> Case:
    """The example with buggy.py and fixed.py exchanged."""
    folder = tmp_path / request.param.name
    shutil.copytree(request.param.folder, folder, ignore=shutil.ignore_patterns("fixed_*", "__*"))
    shutil.copy(request.param.folder / "buggy.py", folder / "fixed.py")
    shutil.copy(request.param.folder / "fixed.py", folder / "buggy.py")
    return Case(folder)


@pytest.mark.parametrize("variant", ["buggy", "fixed"])
@pytest.mark.parametrize("swapped", PAIRS, indirect=True, ids=lambda case: case.name)
def test_swapped_promise_breaks(
    swapped: Case, variant: str, runner: Runner, pytestconfig: pytest.Config
) -> None:
    """The other half's code does not pass under this half's promise."""

    def servers(name: str) -> object:
        return pytestconfig.hook.leakbook_server(config=pytestconfig, name=name)

    scenario = scenario_of(swapped)
    with pytest.raises(Broken, match="promised"):
        hold_against(verify(swapped, variant, scenario, runner, servers), scenario)
