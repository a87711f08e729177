"""`async with await open_process(…)` is cancelled: how many child processes are left after each?"""

import json
import os
import signal
import subprocess
from pathlib import Path

import anyio


def children():
    found = [path.read_text().split() for path in Path("/proc/self/task").glob("*/children")]
    return [int(pid) for each in found for pid in each]


async def main():
    left = []
    for _ in range(3):
        with anyio.CancelScope() as scope:
            async with await anyio.open_process(["sleep", "30"], stdin=subprocess.DEVNULL):
                scope.cancel()
        left.append(len(children()))
    for pid in children():
        os.kill(pid, signal.SIGKILL)
    return left


print(json.dumps({"answer": ", ".join(map(str, anyio.run(main)))}))
