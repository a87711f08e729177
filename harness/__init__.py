"""Run an example, read its gauge after every call, and say what became of each unit.

A scenario imports everything it needs from here.
"""

from harness.record.finding import Promise, Verdict
from harness.run import gauges
from harness.run.asgi import connect, request
from harness.run.child import load
from harness.run.scenario import BadScenario, Bench, Scenario

__all__ = [
    "BadScenario",
    "Bench",
    "Promise",
    "Scenario",
    "Verdict",
    "connect",
    "gauges",
    "load",
    "request",
]
