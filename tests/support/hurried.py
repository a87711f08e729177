"""A trial of a changed example that ends at the first thing wrong, and waits for nothing long."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import further_calls
from lines import Fresh
from releases import MUTATED

from harness.process.runner import Ask, Runner
from harness.record.examples import Example
from harness.record.faults import Fault, undeclared
from harness.record.readings import from_json
from harness.run.child import FAULTS
from harness.verify import Broken, Hangs, Servers, Trial, check_promise, scenario_of

DEADLINE = 30.0
"""Seconds that a run gets; the longest run of a fix as it is takes a third of that."""

IMPATIENT = """

if __name__ == "scenario":  # in the run's own process
    from harness.run import passes
    from harness.run.scenario import BadScenario

    def impatient(real):
        async def attempt(call, deadline, *rest):
            outcome = await real(call, min(deadline, 2.0), *rest)
            if outcome.kind == "waits":
                raise BadScenario("a call waits")
            return outcome

        return attempt

    passes.attempt = impatient(passes.attempt)
"""
"""Added to a scenario: where a call waits, no more calls need to wait to tell that it is wrong."""


class Hurried(Trial):
    """A trial that injects no further fault once one was not stood."""

    def faults(self) -> list[Fault]:
        """The faults up to the first that is lost and not declared."""
        declared = self.scenario.not_stood.get(self.variant, {})
        faults: list[Fault] = []
        done, finished = 0, False
        while not finished and not undeclared(faults, declared):
            try:
                report = self.report(FAULTS, done=done)
            except Hangs as hang:
                report = {"faults": hang.faults, "finished": False, "done": hang.number + 1}
            faults += [from_json(Fault, each) for each in report["faults"]]
            finished = report["finished"] or report["done"] <= done
            done = report["done"]
        return faults


class Impatient(Runner):
    """A runner that kills a run early."""

    def run(self, job: dict[str, Any], ask: Ask, deadline: float = DEADLINE) -> dict[str, Any]:
        """Run one job, with less time."""
        return super().run(job, ask, deadline)


def copied(example: Example, root: Path, variant: str, source: str) -> Example:
    """A private copy of an example, one variant of which is another program."""
    folder = root / example.name
    shutil.copytree(example.folder, folder, ignore=shutil.ignore_patterns("__*"))
    (folder / f"{variant}.py").write_text(source, encoding="utf-8")
    (folder / "mutated.py").write_text(MUTATED, encoding="utf-8")
    with (folder / "scenario.py").open("a", encoding="utf-8") as scenario:
        scenario.write(IMPATIENT)
    return Example(folder)


def complaint(example: Example, variant: str, runner: Runner, servers: Servers) -> str:
    """What scenario, gate and further call say against a variant; empty where they say nothing."""
    try:
        check_promise(Hurried(example, variant, scenario_of(example), runner, servers).record())
        if not hasattr(further_calls, example.name.replace("/", "_")):
            return ""
        fresh = Fresh(example, variant, example.folder / "further")
        _, ending = fresh.further(Path(further_calls.__file__), runner, servers)
    except Broken as broken:
        return str(broken)
    return "" if ending.word == "served" else f"its further call: {ending}"
