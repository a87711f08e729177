"""The list of mutants that no test can kill is about the instrument as it is."""

import tomllib
from pathlib import Path

from harness.record.examples import ROOT

FOLDER = Path(__file__).with_name("mutants")
PLAN = tomllib.loads((FOLDER / "plan.toml").read_text(encoding="utf-8"))
LISTED = tomllib.loads((FOLDER / "survivors.toml").read_text(encoding="utf-8"))["survivor"]


def test_a_survivor_changes_a_line_that_is_there() -> None:
    """An entry whose line was edited is out of date; `nox -s mutants` says what lives now."""
    for entry in LISTED:
        lines = (ROOT / entry["module"]).read_text(encoding="utf-8").splitlines()
        assert entry["was"] in " ".join(map(str.strip, lines)), entry


def test_a_survivor_has_a_reason() -> None:
    """Each entry says why no test can tell it from the original, and names its mutants once."""
    for entry in LISTED:
        assert entry["reason"].endswith("."), entry
        assert entry["now"], entry
        assert len({*entry["now"]}) == len(entry["now"]), entry


def test_every_module_of_the_instrument_is_planned() -> None:
    """And each of its tests is there."""
    rooms = [*(ROOT / "harness/run").rglob("*.py"), *(ROOT / "harness/record").glob("*.py")]
    modules = {path.relative_to(ROOT).as_posix() for path in rooms if path.name != "__init__.py"}
    assert {*PLAN["tests"]} == modules | {"harness/verify.py"}
    assert all((ROOT / name).is_file() for names in PLAN["tests"].values() for name in names)
