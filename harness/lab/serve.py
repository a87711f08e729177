"""Serve the application on a free port of the loopback interface, and say which.

``python -m harness.lab.serve WORKERS``; ends when it is told to, or with whoever started it.
"""

from __future__ import annotations

import sys

import uvicorn
from uvicorn.supervisors import Multiprocess

from harness.lab.lifeline import end_with_starter


def serve(workers: int) -> None:
    """Bind, say where, serve."""
    config = uvicorn.Config(
        "harness.lab.app:app", port=0, workers=workers, log_level="critical", access_log=False
    )
    listener = config.bind_socket()
    print(listener.getsockname()[1], flush=True)  # noqa: T201 - whoever starts us reads it
    if workers == 1:
        uvicorn.Server(config).run(sockets=[listener])
    else:
        Multiprocess(config, sockets=[listener]).run()


if __name__ == "__main__":
    end_with_starter()
    serve(int(sys.argv[1]))
