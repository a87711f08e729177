"""Run one variant in all its passes, and hold the finding against the promises."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from harness.process.runner import RunFailed, Runner
from harness.record import evidence
from harness.record.evidence import Record
from harness.record.examples import Example
from harness.record.finding import grew
from harness.record.readings import Pass, Readings, load_crowd, read_pass
from harness.run.child import load
from harness.run.scenario import Scenario


class Broken(Exception):
    """A variant that does not keep its promise; the message is one sentence."""


Servers = Callable[[str], Any]


def scenario_of(example: Example) -> Scenario:
    """The scenario of an example; `Broken` if the file does not declare one."""
    place = f"examples/{example.name}/scenario.py"
    try:
        scenario = load(example.folder / "scenario.py", f"scenario_{example.folder.name}").scenario
    except Exception as error:
        raise Broken(f"{place}: {type(error).__name__}: {error}") from error
    if not isinstance(scenario, Scenario):
        raise Broken(f"{place}: 'scenario' is no Scenario; declare scenario = Scenario(...)")
    for kind in ("buggy", "fixed"):
        there = any(each.startswith(kind) for each in example.variants)
        if there != (getattr(scenario, kind) is not None):
            missing = f"no {kind}= for {kind}.py" if there else f"{kind}= without a {kind}.py"
            raise Broken(f"{place}: {missing}; a promise and a variant go together")
    return scenario


def verify(
    example: Example,
    variant: str,
    scenario: Scenario,
    runner: Runner,
    servers: Servers,
    repeats: int = 1,
) -> Record:
    """Run the variant ``repeats`` times; the record of what was seen each time.

    Raises `Broken` if a run gives no readings, or if two runs disagree.
    """
    promised = scenario.promise(variant)
    assert promised is not None
    start = time.perf_counter()
    runs = [measure(example, variant, scenario, runner, servers) for _ in range(repeats)]
    seconds = (time.perf_counter() - start) / repeats
    records = [
        Record(example.name, variant, example.digest, promised, readings, evidence.here(), repeats,
               round(seconds, 4), round(seconds - own, 4))
        for readings, own in runs
    ]  # fmt: skip
    for other in records[1:]:
        if other.found != records[0].found:
            place = f"examples/{example.name}/{variant}.py"
            raise Broken(f"{place}: two runs disagree: {records[0].found}, then {other.found}")
    return records[0]


def measure(
    example: Example, variant: str, scenario: Scenario, runner: Runner, servers: Servers
) -> tuple[Readings, float]:
    """All passes of one variant: the readings, and the seconds the example's own work took."""
    reports: dict[str, dict[str, Any]] = {}

    def go(mode: str) -> Any:
        reports[mode] = one_pass(example, variant, scenario, runner, servers, mode)
        return reports[mode]["readings"]

    let_go = kept = crowd = None
    pinned = 0
    if scenario.crowd:
        crowd = load_crowd(go("let_go"))
    elif scenario.gauge.explicit and not variant.startswith("buggy"):
        let_go, kept, pinned = strictest_first(go)
    else:
        let_go, kept, pinned = three_ways(go, scenario.gauge.explicit)
    telling = reports.get("let_go") or reports["held"]
    readings = Readings(
        scenario.gauge.resource,
        scenario.capacity,
        let_go,
        kept,
        pinned,
        crowd,
        tuple(telling["warnings"]),
        telling["leftovers"],
        {
            **versions(example.imports(variant) + example.imports("scenario")),
            **{name: servers(name).version for name in scenario.needs},
        },
    )
    return readings, sum(report["seconds"] for report in reports.values())


def three_ways(go: Callable[[str], Any], explicit: bool) -> tuple[Pass, Pass, int]:
    """The workload with results let go, with results kept, and the most out with locals kept.

    Where nothing is ever out, one pass that keeps both answers two questions at once.
    """
    let_go = read_pass(go("let_go"))
    if not explicit or grew(let_go):
        return let_go, read_pass(go("kept")), 0
    both = read_pass(go("held"))
    if is_flat(both):
        return let_go, both, 0
    kept, pinned = read_pass(go("kept")), read_pass(go("pinned"))
    return let_go, kept, max(call.out for call in pinned.calls)


def strictest_first(go: Callable[[str], Any]) -> tuple[Pass, Pass, int]:
    """The same, for code that is expected to drain: one pass, if it stands the strictest one.

    Nothing is out although every result, every exception and every local variable is kept, and
    nothing is out or released twice when all of them are dropped: then there is nothing that
    letting go earlier could bring back, and the other passes would repeat this one.
    """
    held = read_pass(go("held"))
    return (held, held, 0) if is_flat(held) else three_ways(go, True)


def is_flat(run: Pass) -> bool:
    """Whether nothing was out after any call, nor when all that was kept was dropped."""
    return not grew(run) and not (run.dropped or run.collected)


def one_pass(
    example: Example,
    variant: str,
    scenario: Scenario,
    runner: Runner,
    servers: Servers,
    mode: str,
) -> dict[str, Any]:
    """One pass in a process of its own, with a private part of each server it needs."""
    place = f"examples/{example.name}/{variant}.py"
    with ExitStack() as stack:
        loans = {name: stack.enter_context(servers(name).lend()) for name in scenario.needs}
        job = {
            "example": str(example.folder),
            "variant": variant,
            "mode": mode,
            "imports": example.imports(variant) + example.imports("scenario"),
            "urls": {name: loan.url for name, loan in loans.items()},
        }
        try:
            report = runner.run(job, lambda server, question: loans[server].ask(question))
        except RunFailed as failure:
            raise Broken(f"{place}: {scenario.gauge.resource}: {failure}") from None
    if report["strays"]:
        raise Broken(f"{place}: wrote to {report['strays'][0]}, outside its private folder")
    return report


def hold_against(record: Record, scenario: Scenario) -> None:
    """Raise `Broken` unless the record keeps its promise and would break the other one."""
    place = f"examples/{record.example}/{record.variant}.py: {record.readings.resource}"
    if record.found != record.promised:
        raise Broken(
            f"{place}: promised {record.promised}; seen {record.found}; "
            "mend the example or the promise"
        )
    if record.litter:
        raise Broken(f"{place}: promised to leave nothing; left over: {record.litter}; release it")
    if scenario.buggy == scenario.fixed:
        raise Broken(f"{place}: buggy and fixed promise the same; one run cannot tell them apart")


def versions(imports: list[str]) -> dict[str, str]:
    """Python's version and that of each library the example imports."""
    found = {"Python": platform.python_version()}
    for name in sorted({each.partition(".")[0] for each in imports}):
        with suppress(PackageNotFoundError):  # the standard library
            found[name] = version_of(name.replace("_", "-"))
    return found


version_of = cache(version)
