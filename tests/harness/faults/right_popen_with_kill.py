"""A child that cannot be talked to is killed and waited for."""

import subprocess

from harness import Promise, Scenario, gauges


def use(fail):
    child = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with child:
        try:
            out = child.communicate(b"a")[0]
            if fail:
                raise ValueError("no")
            return out
        except BaseException:
            child.kill()
            raise


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.children(),
    fixed=Promise("drains"),
)
