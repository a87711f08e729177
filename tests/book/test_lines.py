"""Every line that a page shows was run: by a pass, by the gate, by the session, or by a test."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from pathlib import Path

import pytest
from lines import Listener, listener, run_session, unrun

from harness.process.runner import Runner
from harness.record import evidence
from harness.record.examples import Example, all_examples
from harness.run.child import ADDRESSES, FAULTS
from harness.servers.lend import Servers
from harness.verify import Broken, Hangs, Trial, scenario_of

VARIANTS = [(example, variant) for example in all_examples() for variant in example.variants]


def recorded(example: Example, variant: str, runner: Runner, servers: Servers) -> set[int]:
    """The lines that the passes ran, from the record if it stands."""
    try:
        readings = evidence.load(example, variant).readings
    except evidence.BadEvidence:
        readings = Trial(example, variant, scenario_of(example), runner, servers).readings()
    return {line for aftermath in readings.aftermaths for line in aftermath.lines}


def told(
    example: Example, variant: str, runner: Runner, servers: Servers, hears: Listener
) -> set[int]:
    """The lines that a session and the calls of the gate run, in all their processes."""
    copy = Example(hears.folder / example.name)
    shutil.copytree(example.folder, copy.folder, ignore=shutil.ignore_patterns("__*"))
    if example.session:
        with ExitStack() as stack:
            needs = scenario_of(example).needs
            urls = {
                ADDRESSES[name]: stack.enter_context(servers(name).lend()).url for name in needs
            }
            run_session(copy.folder, hears, **urls)
    with (copy.folder / "scenario.py").open("a", encoding="utf-8") as scenario:
        scenario.write(hears.start)
    trial, done = Trial(copy, variant, scenario_of(copy), runner, servers), 0
    source = (copy.folder / f"{variant}.py").read_text(encoding="utf-8")
    while unrun(source, hears.lines()):
        try:
            report = trial.report(FAULTS, done=done)
        except Hangs as hang:
            report = {"finished": False, "done": hang.number + 1}
        except Broken:
            break
        if report["finished"] or report["done"] <= done:
            break
        done = report["done"]
    return hears.lines()


@pytest.mark.parametrize(
    ("example", "variant"),
    [pytest.param(*each, id=f"{each[0].name}/{each[1]}") for each in VARIANTS],
)
def test_every_line_was_run(
    example: Example, variant: str, runner: Runner, servers: Servers, tmp_path: Path
) -> None:
    """No statement of a shown program is there that nothing runs."""
    source = (example.folder / f"{variant}.py").read_text(encoding="utf-8")
    lines = recorded(example, variant, runner, servers)
    if unrun(source, lines):
        with listener(tmp_path, f"{variant}.py") as hears:
            lines |= told(example, variant, runner, servers, hears)
    assert unrun(source, lines) == {}, "run it: by another call, or by the session; or leave it out"


PROGRAM = '''def price(rows):
    """What a row costs."""
    if rows > 1:
        return 120 / rows
    try:
        return whole(
            120
        )
    except ValueError:
        raise
    finally:
        done()
'''


def test_what_was_not_run_is_named() -> None:
    """A branch, a handler; one line of a statement stands for all of it."""
    assert unrun(PROGRAM, {3, 7, 12}) == {4: "return 120 / rows", 10: "raise"}
    assert unrun(PROGRAM, {3, 4, 6, 10, 12}) == {}
