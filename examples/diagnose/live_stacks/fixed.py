"""Print the stacks of all threads and tasks when SIGUSR1 comes."""

import asyncio
import faulthandler
import signal
import sys
from contextlib import suppress
from weakref import WeakSet

loops = WeakSet()


def stacks_on_signal(log=sys.stderr):
    def stacks_of(loop):
        for task in asyncio.all_tasks(loop):
            task.print_stack(file=log)
        log.flush()

    def ask_loops(*_):
        for loop in [*loops]:
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(stacks_of, loop)

    faulthandler.unregister(signal.SIGUSR1)
    signal.signal(signal.SIGUSR1, ask_loops)
    faulthandler.register(signal.SIGUSR1, log, chain=True)


async def stacks_of_tasks_too():
    loops.add(asyncio.get_running_loop())
