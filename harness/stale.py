"""Run what is stale and nothing else, before a preview is rebuilt: ``python -m harness.stale``.

It asks for no more than the files tell, so that an edit of prose does not wait for pytest.
"""

from __future__ import annotations

import subprocess
import sys

from harness import linters
from harness.record.evidence import is_fresh
from harness.record.examples import ROOT, BadExample, Example, all_examples


def is_stale(example: Example) -> bool:
    """Whether a variant or the session of an example has to run."""
    runs = [*example.variants, *(["session"] if example.session else [])]
    return not all(is_fresh(example, each) for each in runs)


def command() -> list[str]:
    """What there is to run; empty if nothing is stale."""
    stale = [example for example in all_examples() if is_stale(example)]
    if not stale:
        return []
    paths = [f"examples/{example.name}" for example in stale]
    return [sys.executable, "-m", "pytest", "--stale", "-q", "--no-header", *paths]


def main() -> int:
    """Run it; a bad example is told in its sentence, and the build tells the rest."""
    try:
        wanted = command()
    except BadExample as error:
        sys.stderr.write(f"{error}\n")
        return 1
    status = subprocess.call(wanted, cwd=ROOT) if wanted else 0
    linters.record()
    return status


if __name__ == "__main__":
    sys.exit(main())
