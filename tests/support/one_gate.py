"""The gate of all faults on one program, in the test's own process."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from one_run import hooks_restored, scenario_of_calls

from harness.record.faults import Fault
from harness.run.faults import callers, cancelling, gate, lending
from harness.run.faults.gate import Gate
from harness.run.faults.inject import load_rewritten
from harness.run.leftovers import Notices
from harness.run.scenario import Bench

SHORT = {
    (gate, "DEADLINE"): 0.2, (gate, "BACK"): 0.03, (gate, "GONE"): 0.03,
    (callers, "DEADLINE"): 0.5, (cancelling, "DEADLINE"): 0.2,
    (lending, "ENDING"): 0.03,
}  # fmt: skip
"""What is waited for in vain need not be waited for long."""


class Faulty:
    """A program that is put to the faults, each time after a loss in a fresh module."""

    def __init__(self, folder: Path) -> None:
        """Have a private folder beside the example's."""
        self.here, self.folder = folder, folder / "work"
        self.folder.mkdir()
        self.rounds: list[int] = []
        self.gate: Any = None

    def __call__(self, code: str, **fields: Any) -> list[Fault]:
        """Every fault, with what was lost."""
        (self.here / "fixed.py").write_text(code, encoding="utf-8")
        faults: list[Fault] = []
        done, finished, self.rounds = 0, False, []
        while not finished and len(self.rounds) < 30:
            with self.prepared(fields) as one:
                some, finished = one.execute(done)
            faults += some
            finished = finished or one.number < done
            done = one.number + 1
            self.rounds.append(done)
        return faults

    @contextmanager
    def prepared(self, fields: dict[str, Any]) -> Iterator[Gate]:
        """A gate before the program, whose event loop is closed afterwards."""
        with hooks_restored(), pytest.MonkeyPatch.context() as patch:
            for (module, name), seconds in SHORT.items():
                patch.setattr(module, name, seconds)
            app, injector = load_rewritten(self.here / "fixed.py", "fixed")
            bench = Bench(self.folder, self.here, {}, lambda server, question: 0)
            self.gate = Gate(scenario_of_calls(**fields), app, injector, bench, Notices())
            try:
                yield self.gate
            finally:
                if self.gate.runner is not None:
                    self.gate.runner.close()
