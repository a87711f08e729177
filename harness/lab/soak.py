"""Every example again and again, in random order, on loaded processors: ``nox -s soak``.

A round runs each variant as `nox -s evidence` does, faults included, and holds it to its promise.
The counts are kept with the day since when, and begin anew with every digest.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

from harness.abreast import processors
from harness.process.runner import Runner
from harness.record.evidence import Record
from harness.record.examples import EXAMPLES, ROOT, Example, all_examples
from harness.servers.lend import Servers
from harness.verify import Broken, Trial, check_promise, scenario_of

COUNTS = ROOT / "docs" / "lab" / "soak.json"
SPIN = "import os\nparent = os.getppid()\nwhile os.getppid() == parent:\n    pass\n"
"""A load that ends with whoever asked for it."""


class Counts:
    """How many rounds each variant has had on each Python, and how many of them differed."""

    def __init__(self, path: Path) -> None:
        """Read what is known."""
        self.path, self.python = path, platform.python_version()
        text = path.read_text(encoding="utf-8") if path.exists() else "{}"
        self.known: dict[str, Any] = json.loads(text)

    def add(self, example: Example, variant: str, differs: bool) -> None:
        """Count one more run, at once: a soak may be ended at any moment."""
        found, digest = self.known.setdefault(self.python, {}), example.digest
        key = f"{example.name} {variant}"
        if found.get(key, {}).get("digest") != digest:
            today = time.strftime("%Y-%m-%d")
            found[key] = {"digest": digest, "since": today, "rounds": 0, "differing": 0}
        found[key]["rounds"] += 1
        found[key]["differing"] += differs
        part = self.path.with_suffix(".part")
        part.write_text(f"{json.dumps(self.known, indent=1, sort_keys=True)}\n", encoding="utf-8")
        part.replace(self.path)


@contextmanager
def load(number: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Keep so many processors busy with something else."""
    with ExitStack() as stack:
        spinning = []
        for _ in range(number):
            spinning.append(stack.enter_context(subprocess.Popen([sys.executable, "-c", SPIN])))
            stack.callback(spinning[-1].kill)
        yield spinning


def difference(example: Example, variant: str, runner: Runner, servers: Servers) -> str:
    """What was seen and not promised, with the record; empty where the promise was kept."""
    record: Record | None = None
    try:
        record = Trial(example, variant, scenario_of(example), runner, servers).record()
        check_promise(record)
    except Broken as sentence:
        return f"{sentence}\n{record.to_json() if record else ''}"
    return ""


def soak(chosen: list[Example], rounds: int, order: random.Random, counts: Counts) -> int:
    """All variants in a new order, round by round; how many verdicts differed."""
    runs = [(example, variant) for example in chosen for variant in example.variants]
    differing = 0
    with closing(Runner()) as runner, closing(Servers()) as servers, load(processors()):
        for number in range(1, rounds + 1):
            order.shuffle(runs)
            for example, variant in runs:
                said = difference(example, variant, runner, servers)
                counts.add(example, variant, bool(said))
                differing += bool(said)
                if said:
                    show(f"Round {number}: {said}")
            show(f"Round {number} of {rounds}: {len(runs)} runs; {differing} differed so far.")
    return differing


def show(text: str) -> None:
    """Print it at once: it may be the last that is seen of a soak."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> int:
    """Soak what is asked for; the exit code says whether a verdict differed."""
    parser = argparse.ArgumentParser(prog="nox -s soak --", description=__doc__)
    parser.add_argument("names", nargs="*", help="examples or topics; all without a name")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4)))
    parser.add_argument("--counts", type=Path, default=COUNTS, help="the file that keeps them")
    parser.add_argument("--below", type=Path, default=EXAMPLES, help="where the examples are")
    asked = parser.parse_args(arguments)
    found, names = all_examples(asked.below), {*asked.names}
    chosen = [each for each in found if not names or {each.name, each.folder.parent.name} & names]
    if not chosen:
        parser.error(f"no example or topic is called {', '.join(asked.names) or 'so'}")
    show(f"--seed {asked.seed} gives this order again.")
    return bool(soak(chosen, asked.rounds, random.Random(asked.seed), Counts(asked.counts)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
