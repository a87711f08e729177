"""Run an example, read its gauge after every call, and say what became of each unit.

A scenario imports everything it needs from here.
"""

from harness import gauges
from harness.scenario import Bench, Scenario
from harness.verdict import Promise, Verdict

__all__ = ["Bench", "Promise", "Scenario", "Verdict", "gauges"]
