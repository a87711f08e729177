"""Run what is stale and nothing else, before a preview is rebuilt: ``python -m harness.stale``.

It asks for no more than the files tell, so that an edit of prose does not wait for pytest.
"""

from __future__ import annotations

import subprocess
import sys

from harness.catalog import LINTED, ROOT, BadExample, Case, all_cases
from harness.evidence import is_fresh

LINTERS = "tests/test_linters.py"
"""What computes the table of linters, of which a page shows the examples of some topics."""


def is_stale(case: Case) -> bool:
    """Whether a variant or the session of a case has to run."""
    runs = [*case.variants, *(["session"] if case.session else [])]
    return not all(is_fresh(case, each) for each in runs)


def command() -> list[str]:
    """What there is to run; empty if nothing is stale."""
    stale = [case for case in all_cases() if is_stale(case)]
    if not stale:
        return []
    paths = [f"examples/{case.name}" for case in stale]
    paths += [LINTERS] if any(case.folder.parent.name in LINTED for case in stale) else []
    return [sys.executable, "-m", "pytest", "--stale", "-q", "--no-header", *paths]


def main() -> int:
    """Run it; a bad example is told in its sentence, and the build tells the rest."""
    try:
        wanted = command()
    except BadExample as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return subprocess.call(wanted, cwd=ROOT) if wanted else 0


if __name__ == "__main__":
    sys.exit(main())
