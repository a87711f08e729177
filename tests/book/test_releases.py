"""Every releasing line of every fix is needed: without it, the scenario or the gate says no.

There are more than six hundred such mutants, and a run of all of them takes many minutes, so it
is a session of its own, ``nox -s releases``. The other tests only see that the mutants are made.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hurried import Impatient, complaint, copied
from releases import Change, Mutant, mutants

from harness.record.examples import Example, all_examples
from harness.servers.lend import Servers

EQUIVALENT = tomllib.loads(Path(__file__).with_name("equivalent.toml").read_text(encoding="utf-8"))
"""By fix the mutants that are as good as the fix, each with the reason."""

ALL = os.environ.get("RELEASES") == "all"
"""Whether this is the whole run, ``nox -s releases``: every mutant and every fix is tried.

In the ordinary suite no mutant is tried and one fix is; what it holds is that the list of equals
names mutants that there are, and that each kind of line is found.
"""

FIXES = [
    (example, variant)
    for example in all_examples()
    for variant in example.variants
    if variant.startswith("fixed")
]


@cache
def mutants_of(example: Example, variant: str) -> tuple[Mutant, ...]:
    """The mutants of one fix."""
    path = example.folder / f"{variant}.py"
    return tuple(mutants(path.read_text(encoding="utf-8")))


def tried() -> Iterator[object]:
    """The mutants that this run tries, each with its name."""
    for example, variant in FIXES:
        for mutant in mutants_of(example, variant):
            name = f"{example.name}/{variant}: {mutant.name}"
            yield pytest.param(example, variant, mutant, id=name)


@pytest.fixture(scope="module")
def impatient() -> Iterator[Impatient]:
    """A runner for what may hang."""
    runner = Impatient()
    yield runner
    runner.close()


if ALL:

    @pytest.mark.parametrize(("example", "variant", "mutant"), [*tried()])
    def test_a_releasing_line_is_needed(
        example: Example,
        variant: str,
        mutant: Mutant,
        impatient: Impatient,
        servers: Servers,
        tmp_path: Path,
    ) -> None:
        """A fix without it is refused, unless it is listed with a reason; those are not refused."""
        copy = copied(example, tmp_path, variant, mutant.source)
        said = complaint(copy, variant, impatient, servers)
        reason = EQUIVALENT.get(f"{example.name}/{variant}", {}).get(mutant.name)
        if reason:
            assert said == "", f"listed as equivalent ({reason}), and it is refused; unlist it"
        else:
            assert said, "nothing speaks against it; sharpen the scenario, or list it with a reason"


@pytest.mark.parametrize(
    ("example", "variant"),
    [pytest.param(*fix, id=f"{fix[0].name}/{fix[1]}") for fix in FIXES[: None if ALL else 1]],
)
def test_the_fix_itself_is_not_refused(
    example: Example, variant: str, impatient: Impatient, servers: Servers, tmp_path: Path
) -> None:
    """With every line, and as little patience, nothing speaks against it."""
    source = (example.folder / f"{variant}.py").read_text(encoding="utf-8")
    assert complaint(copied(example, tmp_path, variant, source), variant, impatient, servers) == ""


def test_the_list_names_what_there_is() -> None:
    """Each entry is a mutant of a fix, and has a reason."""
    there = {f"{e.name}/{v}": {m.name for m in mutants_of(e, v)} for e, v in FIXES}
    gone = {
        (fix, name)
        for fix, entries in EQUIVALENT.items()
        for name, reason in entries.items()
        if name not in there.get(fix, ()) or not reason.endswith(".")
    }
    assert gone == set()


SOURCE = '''"""A fix of many kinds."""


def work(pool, jobs, log):
    with pool.line() as line, suppress(KeyError):
        try:
            line.ask()
        finally:
            line.close()
    job = jobs.pop()
    del log[job]
    log.note(", ".join(jobs))
    return stack.enter_context(pool.line())
'''


def test_each_kind_of_line_is_found() -> None:
    """Contexts, ``finally``, calls that give back, ``pop``, ``del``, and what a stack enters."""
    assert [mutant.name for mutant in mutants(SOURCE)] == [
        f"work(): with pool.line() as line: {Change.ENTERED}",
        f"work(): with pool.line() as line: {Change.HAPPY}",
        f"work(): finally: line.close(): {Change.HAPPY}",
        f"work(): line.close(): {Change.REMOVED}",
        f"work(): job = jobs.pop(): {Change.REMOVED}",
        f"work(): del log[job]: {Change.REMOVED}",
        f"work(): stack.enter_context(pool.line()): {Change.ENTERED}",
    ]


@pytest.mark.parametrize("mutant", [*mutants(SOURCE)], ids=lambda mutant: mutant.name)
def test_a_mutant_is_a_program_of_its_own(mutant: Mutant) -> None:
    """It compiles, and it is no longer the fix."""
    compile(mutant.source, mutant.name, "exec")
    assert mutant.source != SOURCE
