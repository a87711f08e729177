"""Every example, with the promises of its halves swapped: both break."""

from dataclasses import replace

import pytest

from harness.catalog import Case, all_cases
from harness.isolation import Runner
from harness.verify import Broken, hold_against, scenario_of, verify

PAIRS = [case for case in all_cases() if {"buggy", "fixed"} <= set(case.variants)]


@pytest.mark.parametrize("variant", ["buggy", "fixed"])
@pytest.mark.parametrize("case", PAIRS, ids=lambda case: case.name)
def test_swapped_promise_breaks(
    case: Case, variant: str, runner: Runner, pytestconfig: pytest.Config
) -> None:
    """One half's code does not pass under the other half's promise."""

    def servers(name: str) -> object:
        return pytestconfig.hook.leakbook_server(config=pytestconfig, name=name)

    declared = scenario_of(case)
    swapped = replace(declared, buggy=declared.fixed, fixed=declared.buggy)
    with pytest.raises(Broken, match="promised"):
        hold_against(verify(case, variant, swapped, runner, servers), swapped)
