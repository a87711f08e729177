"""Run what is stale and nothing else, before a preview is rebuilt: ``python -m harness.stale``.

It asks for no more than the files tell, so that an edit of prose does not wait for pytest.
"""

from __future__ import annotations

import fcntl
import subprocess
import sys

from harness.record.evidence import is_of
from harness.record.examples import ROOT, BadExample, Example, all_examples

OPTIONS = ("--stale", "-q", "--no-header")
"""How pytest is told to run nothing else."""


def is_stale(example: Example) -> bool:
    """Whether a variant or the session of an example has to run."""
    runs = [*example.variants, *(["session"] if example.session else [])]
    digest = example.digest
    return not all(is_of(example, each, digest) for each in runs)


def wanted() -> list[str]:
    """The folders of what has to run."""
    return [f"examples/{example.name}" for example in all_examples() if is_stale(example)]


def is_verified_elsewhere() -> bool:
    """Whether ``harness.live`` is verifying this checkout: it runs what is stale now as well."""
    try:
        with (ROOT / "build" / "live" / "verifying").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def main() -> int:
    """Run it; a bad example is told in its sentence, and the build tells the rest."""
    if is_verified_elsewhere():
        return 0
    try:
        folders = wanted()
    except BadExample as error:
        sys.stderr.write(f"{error}\n")
        return 1
    command = [sys.executable, "-m", "pytest", *OPTIONS, *folders]
    return subprocess.call(command, cwd=ROOT) if folders else 0


if __name__ == "__main__":
    sys.exit(main())
