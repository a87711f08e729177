"""The gate of all faults, on wrong fixes that pass their author's test and on right ones."""

import shutil
from pathlib import Path

import pytest
from unserved import no_servers

from harness.process.runner import Runner
from harness.record.examples import Example
from harness.record.faults import Fault, Sort, by_sort, undeclared, untrue
from harness.verify import Broken, check_promise, scenario_of, verify

SPECIMENS = sorted(Path(__file__).parent.joinpath("faults").glob("*.py"))
WRONG = [path for path in SPECIMENS if path.stem.startswith("wrong_")]
RIGHT = [path for path in SPECIMENS if path.stem.startswith("right_")]


@pytest.fixture
def specimen(tmp_path: Path, request: pytest.FixtureRequest) -> Example:
    """A specimen, laid out as an example: one file is both code and scenario."""
    folder = tmp_path / "faults" / request.param.stem
    folder.mkdir(parents=True)
    for name in ("fixed.py", "scenario.py"):
        shutil.copy(request.param, folder / name)
    return Example(folder)


@pytest.mark.parametrize("specimen", WRONG, indirect=True, ids=lambda path: path.stem)
def test_a_wrong_fix_is_refused(specimen: Example, runner: Runner) -> None:
    """It keeps its promise under its author's bad call, and a fault shows what it loses."""
    record = verify(specimen, "fixed", scenario_of(specimen), runner, no_servers)
    assert record.finding.promise == record.promised
    with pytest.raises(Broken, match=r"with .*: .*; mend it, or declare it"):
        check_promise(record)


@pytest.mark.parametrize("specimen", RIGHT, indirect=True, ids=lambda path: path.stem)
def test_a_right_fix_passes(specimen: Example, runner: Runner) -> None:
    """A look-alike without the defect stands every fault, and there were some."""
    record = verify(specimen, "fixed", scenario_of(specimen), runner, no_servers)
    check_promise(record)
    assert record.faults


def test_the_kinds_are_many() -> None:
    """At least fifteen wrong fixes of different kinds, and as many right ones."""
    assert min(len(WRONG), len(RIGHT)) >= 15


LOST = Fault(Sort.BEFORE, "`os.unlink(name)` in f()", "the good call", "1 file left over")
HELD = Fault(Sort.AFTER, "`os.unlink(name)` in f()", "the good call")


def test_a_declared_loss_is_no_failure() -> None:
    """A part of the fault's phrase is enough; what it does not name stays undeclared."""
    assert undeclared([LOST, HELD], {"os.unlink(name)` in f() fails": "It stays."}) == []
    assert undeclared([LOST, HELD], {"os.close": "It stays."}) == [LOST]


def test_an_untrue_declaration_is_a_failure() -> None:
    """A declaration that names nothing lost is named itself, unless it is about older Pythons."""
    assert untrue([LOST], {"os.unlink": "It stays.", "os.close": "So it does."}) == ["os.close"]
    assert untrue([HELD], {"os.unlink": "It stays."}) == ["os.unlink"]
    assert untrue([HELD], {"os.unlink": "Up to Python 3.9 it stays."}) == []


def test_faults_are_counted_by_sort() -> None:
    """For each sort how many were injected and held."""
    assert by_sort([LOST, HELD, HELD]) == {Sort.BEFORE: (1, 0), Sort.AFTER: (2, 2)}
