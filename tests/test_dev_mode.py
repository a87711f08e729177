"""Every fixed variant under Python's development mode."""

from collections.abc import Iterator

import pytest

from harness.catalog import Case, all_cases
from harness.isolation import Runner
from harness.verify import one_pass, scenario_of

FIXED = [(case, stem) for case in all_cases() for stem in case.variants if stem != "buggy"]


@pytest.fixture(scope="module")
def developer() -> Iterator[Runner]:
    """A runner with the checks that `-X dev` turns on."""
    runner = Runner(("-X", "dev", "-W", "error"))
    yield runner
    runner.close()


@pytest.mark.parametrize(
    ("case", "variant"), FIXED, ids=[f"{case.name}-{stem}" for case, stem in FIXED]
)
def test_fixed_is_clean(
    case: Case, variant: str, developer: Runner, pytestconfig: pytest.Config
) -> None:
    """A fixed variant gives no warning and leaves nothing behind."""

    def servers(name: str) -> object:
        return pytestconfig.hook.leakbook_server(config=pytestconfig, name=name)

    report = one_pass(case, variant, scenario_of(case), developer, servers, "let_go")
    assert (report["warnings"], report["leftovers"]) == ([], {})
