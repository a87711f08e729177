"""The file is emptied by who has the lock, and the new report is whole or not there."""

import fcntl
from pathlib import Path

from harness import Promise, Scenario, gauges

name = "report"


def report(rows):
    text = "".join(row + "\n" for row in rows)
    with open(name, "a") as file:
        lock(file)
        part = Path(name + ".part")
        part.write_text(text)
        part.replace(name)


def lock(file):
    fcntl.flock(file, fcntl.LOCK_EX)


scenario = Scenario(
    good=lambda app, bench: app.report(["one"]),
    bad=lambda app, bench: app.report([None]),
    gauge=gauges.descriptors(),
    invariant=lambda app, bench: Path(app.name).read_text() == "one\n",
    leaves={"file": "the report is the job"},
    fixed=Promise("drains"),
)
