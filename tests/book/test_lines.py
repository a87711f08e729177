"""Every line that a page shows was run: by a pass, by the gate, by the session, or by a test.

The unit is the statement: one line of it stands for all of it. A lambda, a comprehension and each
arm of a conditional expression are parts of the statement that they stand in.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import further_calls
import pytest
from lines import Fresh, unrun

from harness.process.runner import Runner
from harness.record import evidence
from harness.record.examples import Example, all_examples
from harness.servers.lend import Servers
from harness.verify import Trial, scenario_of

VARIANTS = [(example, variant) for example in all_examples() for variant in example.variants]

LISTED = tomllib.loads(Path(__file__).with_name("unrun.toml").read_text(encoding="utf-8"))
"""For a variant the lines that nothing can run, each with a reason."""


def recorded(example: Example, variant: str, runner: Runner, servers: Servers) -> set[int]:
    """The lines that passes and gate ran, from the record if it stands."""
    try:
        record = evidence.load(example, variant)
    except evidence.BadEvidence:
        record = Trial(example, variant, scenario_of(example), runner, servers).record()
    return set(record.ran)


@pytest.mark.parametrize(
    ("example", "variant"),
    [pytest.param(*each, id=f"{each[0].name}/{each[1]}") for each in VARIANTS],
)
def test_every_line_was_run(
    example: Example, variant: str, runner: Runner, servers: Servers, tmp_path: Path
) -> None:
    """No statement of a shown program is there that nothing runs, but those that are listed."""
    source = (example.folder / f"{variant}.py").read_text(encoding="utf-8")
    lines = recorded(example, variant, runner, servers)
    fresh = Fresh(example, variant, tmp_path)
    if unrun(source, lines) and example.session:
        lines |= fresh.session(servers)
    if unrun(source, lines) and hasattr(further_calls, example.name.replace("/", "_")):
        more, ending = fresh.further(Path(further_calls.__file__), runner, servers)
        assert ending.word == "served", f"the further call ended otherwise: {ending}"
        lines |= more
    listed = LISTED.get(f"{example.name}/{variant}", {})
    assert complaint(unrun(source, lines), listed) == ""


COPIED = {
    "check_connections": "4 passed",
    "check_handover": "",
    "check_leaks": "6 passed, 3 errors",
}
"""The files to copy, with what becomes of a reader's tests that have them, where there are such."""


def test_the_files_to_copy_are_known() -> None:
    """What is a program in an example's folder, and neither a variant nor the scenario."""
    others = {
        path.stem
        for example in all_examples()
        for path in example.folder.glob("*.py")
        if path.stem not in (*example.variants, "scenario")
    }
    assert others == {*COPIED}


@pytest.mark.parametrize("name", COPIED)
def test_every_line_of_a_file_to_copy_was_run(name: str, servers: Servers, tmp_path: Path) -> None:
    """By the session of its example, or by a reader's tests."""
    [path] = [e.folder / f"{name}.py" for e in all_examples() if (e.folder / f"{name}.py").exists()]
    example = Example(path.parent)
    fresh = Fresh(example, name, tmp_path)
    lines = fresh.session(servers) if example.session else set()
    if COPIED[name]:
        lines, ending = fresh.uses(Path(__file__).with_name(f"uses_of_{name}.py"))
        assert ending == COPIED[name]
    assert unrun(path.read_text(encoding="utf-8"), lines) == {}


def complaint(left: dict[int, str], listed: dict[str, str]) -> str:
    """What is wrong with the lines that were not run and those that are listed; or nothing."""
    for number, line in left.items():
        if line not in listed:
            return f"line {number}, `{line}`, was never run; add a further call, or remove the line"
    for line in listed.keys() - left.values():
        return f"`{line}` was run, or is not there; take it off the list"
    return ""


def test_a_line_is_run_or_listed() -> None:
    """One that is neither is told, and one that is both."""
    assert complaint({3: "raise"}, {"raise": "No."}) == complaint({}, {}) == ""
    neither, both = complaint({3: "raise"}, {}), complaint({}, {"raise": "No."})
    assert neither == "line 3, `raise`, was never run; add a further call, or remove the line"
    assert both == "`raise` was run, or is not there; take it off the list"


def test_lists_are_of_what_there_is() -> None:
    """Each listed line has a reason, each further call an example."""
    assert {*LISTED} <= {f"{example.name}/{variant}" for example, variant in VARIANTS}
    assert all(reason.endswith(".") for lines in LISTED.values() for reason in lines.values())
    names = {example.name.replace("/", "_") for example, _ in VARIANTS}
    topics = tuple({f"{example.folder.parent.name}_" for example, _ in VARIANTS})
    assert {name for name in vars(further_calls) if name.startswith(topics)} <= names


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


if ORDERS:
    price(0)
'''


def test_what_was_not_run_is_named() -> None:
    """A branch, a handler, a choice at the import; one line of a statement stands for all of it."""
    assert unrun(PROGRAM, {3, 7, 12, 16}) == {4: "return 120 / rows", 10: "raise"}
    assert unrun(PROGRAM, {3, 4, 6, 10, 12}) == {16: "price(0)"}


USES = """
import os, threading
slots = threading.BoundedSemaphore(2)
def use(fail=False):
    slots.acquire()
    try:
        os.stat(".")
        if fail is None:
            print("never")
        if fail:
            raise ValueError("no")
    except OSError:
        print("in the gate")
    finally:
        slots.release()
"""
FORKS = """
import os, threading
slots = threading.BoundedSemaphore(2)
def use(fail=False):
    child = os.fork()
    if not child:
        code = int(fail)
        os._exit(code)
    os.waitpid(child, 0)
    if child == 1:
        print("never")
"""
SCENARIO = """
'''Calls.'''
from harness import Promise, Scenario, gauges
scenario = Scenario(
    good=lambda app, world: app.use(), bad=lambda app, world: app.use(True),
    gauge=gauges.permits(lambda app, world: app.slots), capacity=2,
    {promises},
)
"""


SPECIMENS = {
    "a handler that only the gate runs": ("fixed", USES, {'print("never")'}),
    "the same without a gate": ("buggy", USES, {'print("never")', 'print("in the gate")'}),
    "lines of a child": ("buggy", FORKS, {'print("never")'}),
}


@pytest.mark.parametrize("name", SPECIMENS)
def test_a_dead_line_is_told(
    name: str, make_example: Callable[..., Example], runner: Runner, servers: Servers
) -> None:
    """Passes, gate and children tell of what they run, and what nothing runs is named."""
    variant, source, dead = SPECIMENS[name]
    scenario = SCENARIO.format(promises=f'{variant}=Promise("drains")')
    example = make_example(**{variant: source, "scenario": scenario})
    record = Trial(example, variant, scenario_of(example), runner, servers).record()
    assert {*unrun(source, set(record.ran)).values()} == dead
