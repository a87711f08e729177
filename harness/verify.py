"""Which passes a variant needs, and whether their finding keeps the promise."""

from __future__ import annotations

import json
import platform
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

from harness.process.runner import RunFailed, Runner
from harness.record import evidence
from harness.record.evidence import Record
from harness.record.examples import Example, library_versions
from harness.record.faults import Fault, undeclared, untrue
from harness.record.finding import Verdict, classify, floored, grew, judge, waiter
from harness.record.readings import Crowd, Mode, Pass, Readings, from_json
from harness.run.child import FAULTS, load
from harness.run.scenario import BadScenario, Scenario


class Broken(Exception):
    """A variant that does not keep its promise; the message is one sentence."""


ENOUGH = 16
"""Faults that a fix did not stand, after which no more are injected: each costs a process."""


class Hangs(Exception):
    """A run that a fault made hang where no deadline reached it."""

    def __init__(self, at: str) -> None:
        """Know the number and the fault, as the run left word of them."""
        super().__init__(at)
        self.number, self.faults = (json.loads(at)[name] for name in ("number", "faults"))


Servers = Callable[[str], Any]
"""Gives the server of a name, which lends private parts of itself."""


def scenario_of(example: Example) -> Scenario:
    """The scenario of an example; `Broken` if the file does not declare one.

    The file runs here for its promises, and once more in each run's process for its calls.
    """
    place = f"examples/{example.name}/scenario.py"
    try:
        scenario = load(example.folder / "scenario.py", f"scenario_{example.folder.name}").scenario
    except BadScenario as error:
        raise Broken(f"{place}: {error}") from None
    except Exception as error:
        raise Broken(f"{place}: {type(error).__name__}: {error}") from error
    if not isinstance(scenario, Scenario):
        raise Broken(f"{place}: 'scenario' is no Scenario; declare scenario = Scenario(...)")
    for kind in ("buggy", "fixed"):
        there = any(variant.startswith(kind) for variant in example.variants)
        if there != (getattr(scenario, kind) is not None):
            missing = f"no {kind}= for {kind}.py" if there else f"{kind}= without a {kind}.py"
            raise Broken(f"{place}: {missing}; a promise and a variant go together")
    return scenario


class Trial:
    """One variant of an example, and what it takes to run it."""

    def __init__(
        self, example: Example, variant: str, scenario: Scenario, runner: Runner, servers: Servers
    ) -> None:
        """Run nothing yet."""
        self.example, self.variant, self.scenario = example, variant, scenario
        self.runner, self.servers = runner, servers
        self.place = f"examples/{example.name}/{variant}.py"
        self.seconds = 0.0
        self.passes: dict[Mode, Pass] = {}
        self.ran: set[int] = set()

    def record(self, repeats: int = 1) -> Record:
        """Run the variant ``repeats`` times; the record of what was seen each time.

        Raises `Broken` if a run gives no readings, or if two runs disagree.
        """
        promised = self.scenario.promise(self.variant)
        assert promised is not None
        start = time.perf_counter()
        runs = [self.readings() for _ in range(repeats)]
        seconds = (time.perf_counter() - start) / repeats
        for other in runs[1:]:
            if different := evidence.difference(runs[0], other):
                raise Broken(f"{self.place}: two runs disagree in {different}; make it certain")
        added = seconds - self.seconds / repeats
        is_fix = self.variant.startswith("fixed")
        faults = tuple(self.faults()) if is_fix and judge(runs[0]).promise == promised else ()
        return Record(
            self.example.name, self.variant, self.example.digest, promised, runs[0],
            evidence.here(), repeats, round(seconds, 4), round(added, 4),
            dict(self.scenario.leaves), faults, dict(self.scenario.not_stood.get(self.variant, {})),
            time.strftime("%Y-%m-%d"), tuple(sorted(self.ran)),
        )  # fmt: skip

    def readings(self) -> Readings:
        """All passes that the variant needs."""
        self.passes = {}
        scenario, crowd = self.scenario, None
        if scenario.crowd:
            strict = scenario.gauge.explicit and self.variant.startswith("fixed")
            mode = Mode.STRICT if strict else Mode.DROP
            crowd = from_json(Crowd, self.report(mode, first=True)["readings"])
        else:
            self.run_sequence(scenario.gauge.explicit)
        return Readings(
            scenario.gauge.resource, scenario.capacity, dict(self.passes), crowd,
            scenario.counted, scenario.holder, self.versions(),
        )  # fmt: skip

    def run_sequence(self, explicit: bool) -> None:
        """The strictest pass first, for code that should drain; the others as far as they tell.

        Nothing is out although every result, every exception and every local variable is kept,
        and nothing is out when all of them are dropped: then there is nothing that letting go
        earlier could bring back, and the other passes would repeat this one. Where a call waits,
        one pass has told all there is.
        """
        if (
            explicit
            and not self.variant.startswith("buggy")
            and self.is_flat(self.run(Mode.STRICT))
        ):
            return
        drop = self.run(Mode.DROP)
        if waiter(drop) is not None:
            return
        if explicit and not grew(drop):
            if Mode.STRICT not in self.passes and self.is_flat(self.run(Mode.STRICT)):
                return
            self.run(Mode.PIN)
        self.run(Mode.KEEP)

    def is_flat(self, run: Pass) -> bool:
        """Whether nothing was out after any call, nor when all that was kept was dropped.

        Nor too many then, where the gauge counts permits: a destructor may have released again.
        """
        later = [run.dropped, run.collected]
        wrong = any(later) if self.scenario.counted else max(later) > 0
        flat = classify(floored(run, self.scenario.counted)) is Verdict.DRAINS
        return flat and not wrong

    def run(self, mode: Mode) -> Pass:
        """One pass of the calls, remembered under its mode."""
        first = not self.passes
        self.passes[mode] = from_json(Pass, self.report(mode, first=first)["readings"])
        return self.passes[mode]

    def faults(self) -> list[Fault]:
        """Every fault that the fix was put to: one process after the other, as long as it takes."""
        faults: list[Fault] = []
        done, finished = 0, False
        while not finished and sum(not fault.held for fault in faults) < ENOUGH:
            try:
                report = self.report(FAULTS, done=done)
            except Hangs as hang:
                report = {"faults": hang.faults, "finished": False, "done": hang.number + 1}
            faults += [from_json(Fault, each) for each in report["faults"]]
            finished = report["finished"] or report["done"] <= done
            done = report["done"]
        return faults

    def report(self, mode: str, **more: Any) -> dict[str, Any]:
        """What a run's process reports; it has a private part of each server."""
        imports = [*self.example.imports(self.variant), *self.example.imports("scenario")]
        with ExitStack() as stack:
            loans = {name: stack.enter_context(self.lend(name)) for name in self.scenario.needs}
            job = {
                "example": str(self.example.folder),
                "variant": self.variant,
                "mode": mode,
                "proves": self.variant == "buggy" or "buggy" not in self.example.variants,
                **more,
                "imports": imports,
                "urls": {name: loan.url for name, loan in loans.items()},
            }
            try:
                report = self.runner.run(job, lambda name, question: loans[name].ask(question))
            except RunFailed as failure:
                if failure.at:
                    raise Hangs(failure.at) from None
                raise Broken(self.sentence(failure)) from None
        if report["strays"]:
            stray = report["strays"][0]
            raise Broken(f"{self.place}: wrote to {stray}, outside its private folder")
        self.seconds += report.get("seconds", 0.0)
        self.ran.update(report["ran"])
        return report

    def sentence(self, failure: RunFailed) -> str:
        """What a run without readings says: the scenario's mistake, or the variant's end."""
        if failure.is_scenario:
            return f"examples/{self.example.name}/scenario.py: {self.variant}: {failure}"
        return f"{self.place}: {self.scenario.gauge.resource}: {failure}"

    def lend(self, name: str) -> Any:
        """A private part of a server."""
        try:
            return self.servers(name).lend()
        except LookupError as error:
            raise Broken(f"examples/{self.example.name}/scenario.py: {error}") from None

    def versions(self) -> dict[str, str]:
        """Python's version, that of each library the example imports, and the servers'."""
        imports = [*self.example.imports(self.variant), *self.example.imports("scenario")]
        servers = {name: self.servers(name).version for name in self.scenario.needs}
        return {"Python": platform.python_version(), **library_versions(imports), **servers}


def verify(
    example: Example,
    variant: str,
    scenario: Scenario,
    runner: Runner,
    servers: Servers,
    repeats: int = 1,
) -> Record:
    """The record of a variant; `Broken` if there is none, or if two runs disagree."""
    return Trial(example, variant, scenario, runner, servers).record(repeats)


def check_promise(record: Record) -> None:
    """Raise `Broken` unless the record keeps its promise."""
    if not record.keeps_promise:
        place = f"examples/{record.example}/{record.variant}.py: {record.readings.resource}"
        raise Broken(f"{place}: {'; '.join(reasons(record))}")


def reasons(record: Record) -> Iterator[str]:
    """What was promised and seen, and what is left over, in the parts of one sentence."""
    if record.finding.promise != record.promised:
        yield f"promised {record.promised}; seen {record.finding}{record.calls_said}"
        if record.hint:
            yield record.hint
        yield "mend the example or the promise"
    for fault in undeclared(record.faults, record.not_stood)[:1]:
        yield f"with {fault}: {fault.loss}; mend it, or declare it with not_stood= and a sentence"
    for key in untrue(record.faults, record.not_stood):
        yield f"not_stood= names {key!r}, and no such fault is lost; remove it"
    if record.litter:
        yield f"left over: {record.litter}; release it, or allow it with leaves= and a reason"
