"""Start a program with pipes to it."""

import subprocess

import trio

open_process = getattr(trio.lowlevel, "open_process", None) or trio.open_process


async def run(command):
    """Start the program, wait for its end, and close the pipes."""
    async with await open_process(
        [command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        await process.wait()


def start(command):
    """The same, in a loop of its own."""
    trio.run(run, command)
