"""The instrument, on programs written to mislead it; each states a truth derived by hand."""

import ast
import shutil
from pathlib import Path

import pytest
from unserved import no_servers

from harness.process.runner import Runner
from harness.record.evidence import Record
from harness.record.examples import Example
from harness.record.finding import Verdict
from harness.verify import scenario_of, verify

PROGRAMS = sorted(Path(__file__).parent.joinpath("misleading").glob("*.py"))
LOOK_ALIKES = [path for path in PROGRAMS if path.stem.startswith("clean_")]


@pytest.fixture
def program(tmp_path: Path, request: pytest.FixtureRequest) -> Example:
    """A program, laid out as an example: one file is both code and scenario."""
    folder = tmp_path / "misleading" / request.param.stem
    folder.mkdir(parents=True)
    for name in ("fixed.py", "scenario.py"):
        shutil.copy(request.param, folder / name)
    return Example(folder)


def left(program: Example) -> tuple[str, ...]:
    """The kinds of leftovers that the program states, none unless it says ``LEFT``."""
    for node in ast.parse((program.folder / "fixed.py").read_text()).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "LEFT":
            return tuple(ast.literal_eval(node.value))
    return ()


@pytest.mark.parametrize("program", PROGRAMS, indirect=True, ids=lambda path: path.stem)
def test_program_does_not_mislead(program: Example, runner: Runner) -> None:
    """Each program gets exactly the finding that its file states, and nothing is left unnamed."""
    scenario = scenario_of(program)
    record = verify(program, "fixed", scenario, runner, servers=no_servers)
    assert record.finding.promise == scenario.fixed
    if record.finding.verdict is Verdict.DRAINS:
        assert kinds(record) == set(left(program))
        assert bool(record.litter) == bool(left(program))


def kinds(record: Record) -> set[str]:
    """The kinds of leftovers that a record names and its scenario does not allow."""
    named = {each.kind for after in record.readings.aftermaths for each in after.leftovers}
    return named - set(record.leaves)


def test_both_directions_are_tried() -> None:
    """Clean look-alikes can be accused, and the others can be let off: there are many of each."""
    assert len(LOOK_ALIKES) >= 25
    assert len(PROGRAMS) - len(LOOK_ALIKES) >= 25
