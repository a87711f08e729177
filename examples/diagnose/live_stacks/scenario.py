"""A process is asked for its stacks again and again, and goes on with its work."""

import asyncio
import os
import signal
from tempfile import TemporaryFile

from harness import Promise, Scenario, gauges


def log_of_the_service(app, bench):
    with TemporaryFile("w+") as log:
        yield log


async def ask(app, log):
    before = log.tell()
    app.stacks_on_signal(log)
    await app.stacks_of_tasks_too()
    os.kill(os.getpid(), signal.SIGUSR1)
    stacks = ""
    while "most recent call last" not in stacks:  # of a task
        await asyncio.sleep(0)
        log.seek(before)
        stacks = log.read()
    if "most recent call first" not in stacks:
        raise LookupError("the threads' stacks are missing")


scenario = Scenario(
    good=ask,
    setup=log_of_the_service,
    gauge=gauges.descriptors(),
    capacity=5,
    fixed=Promise("drains"),
    leaves={"process setting": "the signal's handler stays set"},
)
