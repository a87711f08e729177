"""What judges leaks that were shipped says no: to a wrong truth, a release that is not there."""

import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from tiny_site import buggy, drained

from harness.lab import judged, upstream
from harness.lab.upstream import Case
from harness.lab.versions import ROOT, NotRun
from harness.record.finding import Verdict
from harness.verify import Broken

LOSES = '''"""Keep what is taken."""

kept = []


def take(keep):
    """Take one, and keep it if asked to."""
    if keep:
        kept.append(object())
'''
SCENARIO = '''"""Each bad call keeps one."""

from harness import Scenario, gauges

scenario = Scenario(
    gauge=gauges.entries(lambda app, bench: app.kept, "thing kept"),
    good=lambda app, bench: app.take(False),
    bad=lambda app, bench: app.take(True),
)
'''
LEAKS = "leaks for good, 1 lost each time, next caller: served"
DRAINS = "drains, next caller: served"
TOLD = "https://github.com/owner/shed/issues/7"


@pytest.fixture
def shed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan of one program that leaks on every release, judged by this interpreter."""
    for name in ("shed", "stable"):
        folder = tmp_path / "cases" / name
        folder.mkdir(parents=True)
        (folder / "program.py").write_text(LOSES, encoding="utf-8")
        (folder / "scenario.py").write_text(SCENARIO, encoding="utf-8")
    monkeypatch.setattr(upstream, "CASES", tmp_path / "cases")
    monkeypatch.setattr(upstream, "RECORD", tmp_path / "docs" / "upstream.json")
    monkeypatch.setattr(upstream, "ROOT", tmp_path)
    monkeypatch.setattr(Case, "environment", lambda *_: sys.executable)
    return tmp_path


def plan(monkeypatch: pytest.MonkeyPatch, *words: str, **truths: list[str]) -> None:
    """Ask for the cases of these names, each with the truth of two releases."""
    known = [Case(n, n, ["1.0", "1.1"], ("3.11",), truth, TOLD) for n, truth in truths.items()]
    monkeypatch.setattr(upstream, "cases", lambda: known)
    monkeypatch.setattr(sys, "argv", ["upstream", *words])


def recorded() -> dict[str, Any]:
    """What was recorded."""
    found: dict[str, Any] = json.loads(upstream.RECORD.read_text(encoding="utf-8"))
    return found


def missing(release: str) -> Any:
    """What makes environments, but for one release, which nobody has published."""

    def environment(case: Case, wanted: str, folder: Path) -> str:
        if wanted == release:
            raise NotRun(f"there is no version of {case.package}=={wanted}")
        return sys.executable

    return environment


@pytest.mark.usefixtures("shed")
def test_the_truth_is_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that is as it was found by hand passes, and its findings are kept."""
    plan(monkeypatch, shed=[LEAKS, LEAKS])
    assert upstream.main() == 0
    found = recorded()["shed"]
    assert [side["said"] for side in found["found"].values()] == [LEAKS, LEAKS]
    assert found["found"]["1.0"]["out"][:4] == [0, 1, 1, 2]
    assert found["link"] == TOLD


@pytest.mark.usefixtures("shed")
def test_a_wrong_verdict_is_said_and_recorded(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A finding that is not the truth fails the run; the record shows it, and so no page does."""
    plan(monkeypatch, shed=[LEAKS, DRAINS])
    assert upstream.main() == 1
    assert capsys.readouterr().out.splitlines()[-1] == (f"shed 1.1: {LEAKS}; the truth is {DRAINS}")
    assert recorded()["shed"]["found"]["1.1"]["said"] == LEAKS


@pytest.mark.usefixtures("shed")
def test_a_wrong_loss_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """The right verdict with another loss or next caller is a mistake as well."""
    plan(monkeypatch, shed=[LEAKS, LEAKS.replace("1 lost", "2 lost")])
    assert upstream.main() == 1
    plan(monkeypatch, shed=[LEAKS.replace("served", "waits"), LEAKS])
    assert upstream.main() == 1


@pytest.mark.usefixtures("shed")
def test_a_missing_release_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be installed is said, the other cases are judged, and the old record stays."""
    plan(monkeypatch, shed=[LEAKS, LEAKS])
    upstream.main()
    before = recorded()["shed"]
    monkeypatch.setattr(Case, "environment", missing("1.1"))
    plan(monkeypatch, shed=[LEAKS, LEAKS], stable=[LEAKS, LEAKS])
    capsys.readouterr()
    assert upstream.main() == 1
    said = capsys.readouterr().out.splitlines()
    assert said[-2:] == [
        f"shed 1.1: there is no version of shed==1.1; the truth is {LEAKS}",
        f"stable 1.1: there is no version of stable==1.1; the truth is {LEAKS}",
    ]
    assert any(line.startswith("stable") and "1.0" in line and LEAKS in line for line in said)
    assert recorded() == {"shed": before}


@pytest.mark.usefixtures("shed")
def test_an_unknown_case_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A word that is no case's name names those that there are; nothing is recorded."""
    plan(monkeypatch, "barn", shed=[LEAKS, LEAKS])
    assert upstream.main() == 1
    assert capsys.readouterr().out == "There is no case barn; there are shed.\n"
    assert not upstream.RECORD.exists()


@pytest.mark.usefixtures("shed")
def test_a_scenario_that_cannot_be_run_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, shed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistake in one case does not end the others."""
    broken = SCENARIO.replace("take(True)", "give(True)")
    (shed / "cases" / "shed" / "scenario.py").write_text(broken, encoding="utf-8")
    plan(monkeypatch, shed=[LEAKS, LEAKS], stable=[LEAKS, LEAKS])
    assert upstream.main() == 1
    assert "shed 1.0: examples/upstream/shed/scenario.py:" in capsys.readouterr().out
    assert set(recorded()) == {"stable"}


def test_no_record_says_where_it_was_made() -> None:
    """A path of this machine, in what a library logged, is cut down to the library."""
    said = "Exception in callback at /opt/here-3.11/lib/python3.11/asyncio/streams.py:248"
    assert judged.LIBRARY.sub("…", said) == (
        "Exception in callback at …/lib/python3.11/asyncio/streams.py:248"
    )
    committed = (ROOT / "docs/lab/upstream.json").read_text(encoding="utf-8")
    assert re.findall(r"[ '\"(]/(?!/)[\w.-]+/[\w./-]+", committed) == []


def test_runs_that_disagree_are_no_finding() -> None:
    """A case whose two runs differ is not certain, and says in what."""
    with pytest.raises(Broken, match="two runs disagree in verdict; make the case certain"):
        judged.agreed([buggy(), drained()])


def test_a_release_that_no_interpreter_runs_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    """Interpreters are never downloaded; the sentence names the one that is wanted."""

    def none(*_: str) -> str:
        raise NotRun("not found")

    monkeypatch.setattr("harness.lab.versions.uv", none)
    monkeypatch.setattr(upstream, "uv", lambda *_: "")
    case = Case("trio_pipes", "trio", ["0.19.0"], ("3.9", "3.8"), [], "")
    assert upstream.judged(case, "0.19.0") == {"not_run": "no Python 3.9 or 3.8 here"}


def test_every_case_is_a_folder() -> None:
    """No folder is left out of the plan, and no planned case lacks its program or scenario."""
    planned = {case.name for case in upstream.cases()}
    assert planned == {path.parent.name for path in upstream.CASES.glob("*/program.py")}
    assert planned == {path.parent.name for path in upstream.CASES.glob("*/scenario.py")}


def test_every_verdict_but_slow_was_shipped() -> None:
    """The page says so: each verdict is the truth of some release, and overload is no leak."""
    text = (upstream.HERE / "upstream.toml").read_text(encoding="utf-8")
    truths = [truth for each in tomllib.loads(text).values() for truth in each["truth"]]
    shown = {word for word in Verdict for truth in truths if truth.startswith(word.value)}
    assert shown == set(Verdict) - {Verdict.SLOW}
