"""A child process that is ended with its block."""

import subprocess

import anyio


async def run(cancel):
    """Start a child, and leave the block by a cancel or without one."""
    with anyio.CancelScope() as scope:
        command = ["sleep", "600"] if cancel else ["true"]
        async with await anyio.open_process(command, stdin=subprocess.DEVNULL) as process:
            if cancel:
                scope.cancel()
            else:
                await process.wait()
