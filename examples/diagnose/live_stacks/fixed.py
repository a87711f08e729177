"""Print the stacks of all threads and tasks when SIGUSR1 comes."""

import asyncio
import faulthandler
import signal
import sys


def stacks_on_signal(log=sys.stderr):
    faulthandler.register(signal.SIGUSR1, log, chain=True)


async def stacks_of_tasks_too(log=sys.stderr):
    def tasks():
        for task in asyncio.all_tasks(loop):
            task.print_stack(file=log)
        log.flush()

    loop = asyncio.get_running_loop()
    faulthandler.unregister(signal.SIGUSR1)
    loop.add_signal_handler(signal.SIGUSR1, tasks)
    stacks_on_signal(log)
