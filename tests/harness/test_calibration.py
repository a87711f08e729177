"""The instrument itself, on small leaks and clean look-alikes that are not in the book."""

import shutil
from pathlib import Path

import pytest
from unserved import no_servers

from harness.process.runner import Runner
from harness.record.examples import Example
from harness.record.finding import Verdict
from harness.verify import scenario_of, verify

SHEET = sorted(Path(__file__).parent.joinpath("sheet").glob("*.py"))


@pytest.fixture
def specimen(tmp_path: Path, request: pytest.FixtureRequest) -> Example:
    """A specimen, laid out as an example: one file is both code and scenario."""
    folder = tmp_path / "sheet" / request.param.stem
    folder.mkdir(parents=True)
    for name in ("fixed.py", "scenario.py"):
        shutil.copy(request.param, folder / name)
    return Example(folder)


@pytest.mark.parametrize("specimen", SHEET, indirect=True, ids=lambda path: path.stem)
def test_specimen_is_classified(specimen: Example, runner: Runner) -> None:
    """Each specimen gets exactly the finding that its file states."""
    scenario = scenario_of(specimen)
    record = verify(specimen, "fixed", scenario, runner, servers=no_servers)
    assert record.finding.promise == scenario.fixed


def test_sheet_covers_the_closed_list() -> None:
    """Every verdict there is has a specimen, so that no verdict is untried."""
    text = "".join(path.read_text() for path in SHEET)
    assert [v.value for v in Verdict if f'"{v.value}"' not in text] == []


def test_sheet_is_large_enough() -> None:
    """At least sixteen leaks and six clean look-alikes are on the sheet."""
    clean = [path for path in SHEET if path.stem.startswith("clean_")]
    assert len(clean) >= 6
    assert len(SHEET) - len(clean) >= 16
