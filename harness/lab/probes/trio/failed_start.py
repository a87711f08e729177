"""A program that does not exist is started: how many descriptors stay open after each attempt?"""

import gc
import json
import os
import subprocess

import trio

open_process = getattr(trio.lowlevel, "open_process", None) or trio.open_process
PIPES = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)


def descriptors():
    return len(os.listdir("/proc/self/fd"))


async def main():
    before, out = descriptors(), []
    for _ in range(3):
        try:
            await open_process(["/no/such/program"], **PIPES)
        except OSError:
            pass
        out.append(descriptors() - before)
    return out


gc.collect()
gc.disable()
before = descriptors()
out = trio.run(main)
gc.collect()
answer = ", ".join(map(str, out))
later = f", then {descriptors() - before} at the collector" if out[-1] else ""
print(json.dumps({"answer": answer + later}))
