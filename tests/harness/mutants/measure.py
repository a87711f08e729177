"""Mutants of the instrument: ``measure.py [fraction] [module ...]``.

cosmic-ray makes one small change after the other to a copy of the project on disk, so that every
process of a run has it, and the tests of the instrument have to see it. Prints a row for each
module and a line for each survivor, and fails where too many live. ``nox -s mutants`` brings
cosmic-ray.
"""

import importlib
import json
import multiprocessing
import os
import random
import select
import shutil
import signal
import sys
import time
import tomllib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

from cosmic_ray.commands import init
from cosmic_ray.mutating import use_mutation
from cosmic_ray.plugins import get_operator
from cosmic_ray.work_db import use_db
from cosmic_ray.work_item import MutationSpec

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
BUILD = ROOT / "build" / "mutants"
PLAN = tomllib.loads((HERE / "plan.toml").read_text(encoding="utf-8"))
LISTED = tomllib.loads((HERE / "survivors.toml").read_text(encoding="utf-8"))["survivor"]

LEAST = 95.0
"""The least share of killed ones among the mutants that can be killed, in percent."""

COPIES = 2
"""Copies of the project in which tests run at the same time."""

NEEDED = ("harness", "tests", "docs/_ext", "conftest.py", "pyproject.toml")
"""What the tests of the instrument read."""

TERSE = ["-x", "-q", "-p", "no:cacheprovider", "--tb=no", "--assert=plain"]
"""How tests run here: nobody reads why a mutant was killed."""

Lines = tuple[str, str]
"""A mutant: its line before and after."""


@dataclass
class Tally:
    """What became of a module's mutants."""

    module: str
    killed: int = 0
    timed_out: int = 0
    listed: int = 0
    survived: list[Lines] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def all(self) -> int:
        """How many mutants were tried."""
        return self.killed + self.listed + len(self.survived)

    @property
    def share(self) -> float:
        """Killed ones of those that can be killed, in percent."""
        return 100 * self.killed / max(1, self.all - self.listed)

    def __str__(self) -> str:
        """A row of the table."""
        counts = (self.all, self.killed, self.timed_out, len(self.survived), self.listed)
        return f"{self.module:34}{''.join(f'{count:10}' for count in counts)}{self.share:9.1f} %"


HEAD = ("module", "mutants", "killed", "timed out", "survived", "listed", "share")


def measure(module: str, fraction: float, wanted: set[Lines]) -> Tally:
    """Try the mutants of one module, or a fraction of them, in this process's copy."""
    deadline = 5 + 4 * rehearsed(module)
    found, listed, dead = Tally(module), listed_of(module), set[Lines]()
    for spec in sample(module, fraction):
        operator = get_operator(spec.operator_name)(**spec.operator_args)
        with use_mutation(Path(module), operator, spec.occurrence) as (before, after):
            lines = changed(before, after or before)
            if wanted and lines not in wanted:
                continue
            ended = tests_of(module, deadline)
        if ended:
            found.killed += 1
            found.timed_out += ended == LATE
            dead.add(lines)
        elif lines in listed:
            found.listed += 1
            listed[lines] = True
        else:
            found.survived.append(lines)
    for lines, lives in listed.items():
        if not lives and (lines in dead or (fraction == 1 and not wanted)):
            said = "is killed" if lines in dead else "is made no more"
            found.complaints.append(f"{module}: the survivor {lines[1]!r} {said}; remove it")
    return found


def rehearsed(module: str) -> float:
    """Run a module's tests without a mutant, which have to pass; the seconds they take.

    This run alone compiles: of two mutants of one second and size the second would not be read.
    """
    compiles(True)
    for _ in range(2):
        start = time.monotonic()
        if tests_of(module, 600.0):
            raise AssertionError(f"{module}: its tests fail without a mutant; see output.txt")
        seconds = time.monotonic() - start
    compiles(False)
    for stale in Path(module).parent.glob(f"__pycache__/{Path(module).stem}.*"):
        stale.unlink()
    return seconds


def compiles(wanted: bool) -> None:
    """Have this process and those that it starts keep what they compile, or not."""
    sys.dont_write_bytecode = not wanted
    os.environ["PYTHONDONTWRITEBYTECODE"] = "" if wanted else "1"


def sample(module: str, fraction: float) -> list[MutationSpec]:
    """The module's mutants without those that the plan leaves out, or a fraction of them."""
    with use_db(":memory:") as work:
        init([Path(module)], work, {})
        specs = [item.mutations[0] for item in work.work_items]
    names = tuple(f"core/{name}" for name in PLAN["left_out"])
    rest = sorted((s for s in specs if not s.operator_name.startswith(names)), key=repr)
    chance = random.Random(0)  # the same sample each time
    return chance.sample(rest, max(1, round(fraction * len(rest)))) if fraction < 1 else rest


LATE = -1
"""How tests end that take too long."""


def tests_of(module: str, deadline: float) -> int:
    """Run a module's tests in a fork, which has pytest already; 0 if they pass."""
    child = os.fork()
    if child == 0:
        run_pytest(PLAN["tests"][module])
    watch = os.pidfd_open(child)
    ended, _, _ = select.select([watch], [], [], deadline)
    os.close(watch)
    if not ended:
        os.killpg(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) if ended else LATE


def run_pytest(tests: list[str]) -> None:
    """Run tests until the first fails, and end this process."""
    code = 1
    try:
        os.setsid()
        out = os.open("output.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for number in (1, 2):
            os.dup2(out, number)
        sys.path.insert(0, os.getcwd())
        import pytest

        code = int(pytest.main([*TERSE, *tests]))
    finally:
        os._exit(code)


def listed_of(module: str) -> dict[Lines, bool]:
    """The survivors that the list has for a module; none is found yet."""
    entries = [each for each in LISTED if each["module"] == module]
    return {(each["was"], now): False for each in entries for now in each["now"]}


def changed(before: str, after: str) -> Lines:
    """The line that a mutant changes, as it was and as it is."""
    one, other = before.splitlines(), after.splitlines()
    while one and other and one[0] == other[0]:
        del one[0], other[0]
    while one and other and one[-1] == other[-1]:
        del one[-1], other[-1]
    was, now = (" ".join(filter(None, map(str.strip, lines))) for lines in (one, other))
    return was, now


def enter_copy() -> None:
    """Go to a copy of what the tests read, with the libraries imported that a fork will need."""
    tree = BUILD / f"copy-{os.getpid()}"
    for name in NEEDED:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "node_modules")
            shutil.copytree(ROOT / name, tree / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, tree / name)
    os.chdir(tree)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    for name in PLAN["warm"]:
        importlib.import_module(name)


def measured(modules: list[str], fraction: float, wanted: dict[str, set[Lines]]) -> Iterator[Tally]:
    """Each module's tally, several at a time."""
    for copy in BUILD.glob("copy-*"):
        shutil.rmtree(copy, ignore_errors=True)
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(COPIES, fresh, enter_copy) as pool:
        runs = [pool.submit(measure, each, fraction, wanted.get(each, set())) for each in modules]
        yield from (run.result() for run in as_completed(runs))


def options(words: list[str]) -> tuple[list[str], float, dict[str, set[Lines]]]:
    """The modules, the fraction and the mutants that were asked for, else all there is.

    With ``again`` those alone that lived last time: whether a new test kills them.
    """
    fractions = [word for word in words if word.replace(".", "", 1).isdigit()]
    names = [word for word in words if word not in fractions and word != "again"]
    modules = [each for each in PLAN["tests"] if not names or any(name in each for name in names)]
    wanted = {name: set(map(tuple, lines)) for name, lines in lived().items() if lines}
    if "again" not in words:
        return modules, float(fractions[0]) if fractions else 1.0, {}
    return [each for each in modules if each in wanted], 1.0, wanted


def lived() -> dict[str, list[list[str]]]:
    """The survivors of the last run of each module."""
    path = BUILD / "survivors.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def report(found: Tally) -> None:
    """Say what became of a module's mutants as soon as it is known, and remember it."""
    said = "".join(f"  lives: {was}\n     as: {now}\n" for was, now in found.survived)
    said += "".join(f"  {each}\n" for each in found.complaints)
    sys.stdout.write(f"{found}\n{said}")
    sys.stdout.flush()
    remembered = json.dumps({**lived(), found.module: found.survived}, indent=1)
    (BUILD / "survivors.json").write_text(remembered, encoding="utf-8")


def main() -> int:
    """Try what is asked for, and write the table."""
    tallies, total = [], Tally("all")
    for found in measured(*options(sys.argv[1:])):
        report(found)
        tallies.append(found)
        total.killed += found.killed
        total.timed_out += found.timed_out
        total.listed += found.listed
        total.survived += found.survived
    head = f"{HEAD[0]:34}{''.join(f'{name:>10}' for name in HEAD[1:])}"
    table = "\n".join([head, *map(str, tallies), str(total), ""])
    (BUILD / "table.txt").write_text(table, encoding="utf-8")
    sys.stdout.write(table)
    return int(any(found.share < LEAST or found.complaints for found in tallies))


if __name__ == "__main__":
    sys.exit(main())
