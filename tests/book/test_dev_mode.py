"""Every fixed variant under Python's development mode."""

from collections.abc import Iterator

import pytest

from harness.process.runner import Runner
from harness.record.examples import Example, all_examples
from harness.servers.lend import Servers
from harness.verify import one_pass, scenario_of

FIXED = [
    (example, stem) for example in all_examples() for stem in example.variants if stem != "buggy"
]


@pytest.fixture(scope="module")
def developer() -> Iterator[Runner]:
    """A runner with the checks that `-X dev` turns on."""
    runner = Runner(("-X", "dev", "-W", "error"))
    yield runner
    runner.close()


@pytest.mark.parametrize(
    ("example", "variant"), FIXED, ids=[f"{example.name}-{stem}" for example, stem in FIXED]
)
def test_fixed_is_clean(
    example: Example, variant: str, developer: Runner, servers: Servers
) -> None:
    """A fixed variant gives no warning and leaves nothing behind."""
    report = one_pass(example, variant, scenario_of(example), developer, servers, "let_go")
    assert (report["warnings"], report["leftovers"]) == ([], {})
