"""Every fixed variant under Python's development mode."""

from collections.abc import Iterator

import pytest

from harness.process.runner import Runner
from harness.record.examples import Example, all_examples
from harness.record.readings import Aftermath, Mode, from_json
from harness.servers.lend import Servers
from harness.verify import Trial, scenario_of

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
    scenario = scenario_of(example)
    report = Trial(example, variant, scenario, developer, servers).report(Mode.DROP, first=True)
    left = from_json(Aftermath, report["readings"]["aftermath"])
    warnings = [text for text in left.warnings + left.late if kind_of(text) not in scenario.leaves]
    things = [each.kind for each in left.leftovers if each.late > 0 or each.grown > 0]
    assert (warnings, set(things) - set(scenario.leaves)) == ([], set())


def kind_of(warning: str) -> str:
    """The class of a recorded warning."""
    return warning.split(":")[0]
