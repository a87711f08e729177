"""One release, judged: ``python -m harness.lab.judged FOLDER`` in the release's environment.

The program of a case is the only variant: it is run as a fix is, by the strictest pass first,
on the release that leaks and on the repaired one alike. Prints one line of JSON. It needs the
standard library alone, so that the environment holds the release and nothing else of ours.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from harness.process.runner import Runner
from harness.record.evidence import Record, here
from harness.record.examples import Example
from harness.record.finding import Finding, Verdict, judge
from harness.record.readings import Pass, Readings
from harness.run.child import load
from harness.run.scenario import Scenario
from harness.verify import Broken, Trial

REPEATS = 2
VARIANT = "fixed"

LIBRARY = re.compile(r"(/[\w.+-]+)+(?=/lib/python3)")
"""Where this machine has its Python; a record that is committed does not say it."""


def no_server(name: str) -> Any:
    """There are no servers here; `LookupError` says so."""
    raise LookupError(f"needs={name!r}: a case starts what it needs in its setup")


def runs_of(folder: Path) -> list[Readings]:
    """The readings of each run of the case."""
    runner = Runner(("-W", "ignore::DeprecationWarning"))
    try:
        scenario: Scenario = load(folder / "scenario.py", "judged_scenario").scenario
        trial = Trial(Example(folder), VARIANT, scenario, runner, no_server)
        return [trial.readings() for _ in range(REPEATS)]
    finally:
        runner.close()


def told(readings: Readings, finding: Finding) -> dict[str, Any]:
    """The finding in plain data, with what the gauge said after each call."""
    found = {**asdict(finding), "said": str(finding), "resource": readings.resource}
    telling: Pass | None = readings.passes.get(finding.told_by) if finding.told_by else None
    if telling is not None:
        found["out"] = [call.out for call in telling.calls]
        found["calls"] = "".join(call.kind[0] for call in telling.calls)
        found["next"] = asdict(telling.next_caller)
        found["dropped"], found["collected"] = telling.dropped, telling.collected
    return found


def left_over(readings: Readings, finding: Finding) -> str:
    """What the program left behind, in words, as for an example."""
    record = Record("upstream/case", VARIANT, "", finding.promise, readings, here())
    return LIBRARY.sub("…", record.litter)


def agreed(runs: list[Readings]) -> dict[str, Any]:
    """What all runs say; `Broken` if two of them disagree.

    What was out *during* a call is not compared, for a library's own threads come and go; nor
    what is left over, where units are lost anyway.
    """
    said = []
    for readings in runs:
        finding = judge(readings)
        said.append(told(readings, finding) | {"left": left_over(readings, finding)})
    for other in said[1:]:
        lost = other["verdict"] != Verdict.DRAINS
        same = [key for key in other if other[key] == said[0].get(key) or (lost and key == "left")]
        if different := [key for key in other if key not in same]:
            raise Broken(f"two runs disagree in {different[0]}; make the case certain")
    return said[0]


def main() -> int:
    """Judge the case whose folder is given."""
    case = Path(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="leakbook-case-") as top:
        folder = Path(top, "upstream", case.name)
        folder.mkdir(parents=True)
        shutil.copy(case / "program.py", folder / f"{VARIANT}.py")
        shutil.copy(case / "scenario.py", folder / "scenario.py")
        try:
            found = agreed(runs_of(folder))
        except Broken as error:
            found = {"not_run": str(error)}
    sys.stdout.write(json.dumps(found) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
