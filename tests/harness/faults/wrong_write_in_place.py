"""The report is emptied before anybody knows the new rows."""

from pathlib import Path

from harness import Promise, Scenario, gauges

name = Path("report")


def use(fail):
    with open(name, "w") as f:
        for line in lines(fail):
            f.write(line)


def lines(fail):
    if fail:
        raise ValueError("no")
    return ["a\n", "b\n"]


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.descriptors(),
    leaves={"file": "report"},
    invariant=lambda app, bench: app.name.read_text() in ("a\nb\n",),
    fixed=Promise("drains"),
)
